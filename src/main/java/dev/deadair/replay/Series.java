package dev.deadair.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Values in promtool's notation: {@code a+bxn} is {@code a} and {@code n} more, each {@code b}
 * larger; {@code axn} is {@code a} and {@code n} more; {@code _} is no answer, {@code _xn} is
 * {@code n} of those; {@code stale} is an answer without the counter.
 */
final class Series {

  private static final Pattern EXPANDING =
      Pattern.compile("(?<from>\\d+(\\.\\d+)?)((?<step>[+-]\\d+(\\.\\d+)?))?(x(?<times>\\d+))?");

  private static final Pattern MISSING = Pattern.compile("_(x(?<times>\\d+))?");

  /** More than a year of polls at 15 s is a slip of the finger. */
  private static final int MOST = 3_000_000;

  private Series() {}

  /** Whether {@code word} can only be the beginning of a series. */
  static boolean begins(String word) {
    return word.equals("stale")
        || MISSING.matcher(word).matches()
        || (!word.isEmpty() && Character.isDigit(word.charAt(0)));
  }

  /** One value of a series. */
  sealed interface Value {

    /** Samples appended in this life. */
    record Appended(double samples) implements Value {}

    /** It answers and shows no counter: a new life that has not appended yet. */
    record Stale() implements Value {}

    /** No answer. */
    record Missing() implements Value {}
  }

  /** The values that all the words left stand for. */
  static List<Value> of(Words words) throws Wrong {
    var values = new ArrayList<Value>();
    while (!words.isOver()) {
      add(words.word("a value"), values);
      if (values.size() > MOST) {
        throw new Wrong("more than " + MOST + " values");
      }
    }
    return List.copyOf(values);
  }

  private static void add(String word, List<Value> into) throws Wrong {
    if (word.equals("stale")) {
      into.add(new Value.Stale());
      return;
    }
    var missing = MISSING.matcher(word);
    if (missing.matches()) {
      var times = missing.group("times") == null ? 1 : times(missing.group("times"));
      for (var i = 0; i < times; i++) {
        into.add(new Value.Missing());
      }
      return;
    }
    var expanding = EXPANDING.matcher(word);
    if (!expanding.matches()) {
      throw new Wrong(
          "\"" + word + "\" is no value of a series; use such as 4000, 0+1000x4, _x12 or stale");
    }
    var from = Double.parseDouble(expanding.group("from"));
    var step = number(expanding.group("step")).orElse(0);
    var times = expanding.group("times") == null ? 0 : times(expanding.group("times"));
    for (var i = 0; i <= times; i++) {
      into.add(new Value.Appended(atLeastZero(from + step * i, word)));
    }
  }

  private static double atLeastZero(double value, String word) throws Wrong {
    if (value < 0) {
      throw new Wrong(word + " falls below zero, which a counter never does");
    }
    return value;
  }

  private static OptionalDouble number(@org.jspecify.annotations.Nullable String text) {
    return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  private static int times(String digits) throws Wrong {
    if (digits.length() > 7) {
      throw new Wrong("x" + digits + " is more than " + MOST + " values");
    }
    return Integer.parseInt(digits);
  }
}
