package dev.deadair.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;

/** The words of one line, read from the left; what comes is asked for and must be right. */
final class Words {

  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final int line;
  private final String text;
  private final List<String> words;
  private int next;

  private Words(int line, String text) {
    this.line = line;
    this.text = text;
    this.words = text.isEmpty() ? List.of() : List.of(SPACE.split(text));
  }

  static Words of(int line, String raw) {
    return new Words(line, COMMENT.matcher(raw).replaceFirst("").strip());
  }

  int line() {
    return line;
  }

  /** The whole line without its comment. */
  String text() {
    return SPACE.matcher(text).replaceAll(" ");
  }

  boolean isOver() {
    return next >= words.size();
  }

  /** The next word without taking it; empty at the end. */
  String peek() {
    return isOver() ? "" : words.get(next);
  }

  /** Takes the next word if it is {@code word}. */
  boolean take(String word) {
    if (!peek().equals(word)) {
      return false;
    }
    next++;
    return true;
  }

  /** The next word. */
  String word(String what) throws Wrong {
    if (isOver()) {
      throw new Wrong("it ends where " + what + " should follow");
    }
    return words.get(next++);
  }

  /** Takes the next word, which must be {@code word}. */
  void need(String word) throws Wrong {
    var found = word("\"" + word + "\"");
    if (!found.equals(word)) {
      throw new Wrong("\"" + found + "\" stands where \"" + word + "\" should");
    }
  }

  Duration span(String what) throws Wrong {
    return Spans.parse(word(what));
  }

  Duration positive(String what) throws Wrong {
    var span = span(what);
    if (!span.isPositive()) {
      throw new Wrong(what + " must be longer than zero");
    }
    return span;
  }

  /** A duration with a sign. */
  Duration signedSpan(String what) throws Wrong {
    var word = word(what);
    var sign = word.charAt(0);
    if (sign != '+' && sign != '-') {
      throw new Wrong(word + " has no sign; write +" + word + " or -" + word);
    }
    var span = Spans.parse(word.substring(1));
    return sign == '-' ? span.negated() : span;
  }

  /** A time since {@code start}, written as that or as a date. */
  Duration time(Instant start) throws Wrong {
    var word = word("a time such as 10m20s");
    if (word.indexOf('T') < 0) {
      return Spans.parse(word);
    }
    var time = Duration.between(start, instant(word));
    if (time.isNegative()) {
      throw new Wrong(word + " is before the start, " + start);
    }
    return time;
  }

  static Instant instant(String word) throws Wrong {
    try {
      return Instant.parse(word);
    } catch (DateTimeParseException _) {
      throw new Wrong("\"" + word + "\" is no time; use one such as 2023-05-05T00:27:00Z");
    }
  }

  int number(String what) throws Wrong {
    var word = word(what);
    try {
      var number = Integer.parseInt(word);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new Wrong("\"" + word + "\" is no " + what + "; use a whole number from 0 on");
  }

  /** All that is left, without taking it. */
  String rest() {
    return String.join(" ", words.subList(next, words.size()));
  }

  void end() throws Wrong {
    if (!isOver()) {
      throw new Wrong("nothing should follow, but \"" + peek() + "\" does");
    }
  }
}
