package dev.deadair.replay;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them, such as {@code 1h30m}, {@code 90s} or {@code 100ms}. */
public final class Spans {

  private static final Pattern WHOLE =
      Pattern.compile(
          "((?<d>\\d+)d)?((?<h>\\d+)h)?((?<m>\\d+)m(?!s))?((?<s>\\d+)s)?((?<ms>\\d+)ms)?");

  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

  private Spans() {}

  static Duration parse(String text) throws Wrong {
    var match = WHOLE.matcher(text);
    if (NUMBER.matcher(text).matches() && !text.equals("0")) {
      throw new Wrong(text + " has no unit; use " + text + "s or " + text + "m");
    }
    if (text.isEmpty() || !(match.matches() || text.equals("0"))) {
      throw new Wrong("\"" + text + "\" is no duration; use one such as 90s, 10m or 1h30m");
    }
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    try {
      return Duration.ofDays(number(match.group("d")))
          .plusHours(number(match.group("h")))
          .plusMinutes(number(match.group("m")))
          .plusSeconds(number(match.group("s")))
          .plusMillis(number(match.group("ms")));
    } catch (ArithmeticException | NumberFormatException _) {
      throw new Wrong(text + " is longer than anybody waits");
    }
  }

  private static long number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The shortest way to write it that {@link #parse} reads; what is negative has a sign before. */
  public static String text(Duration span) {
    if (span.isZero()) {
      return "0s";
    }
    var text = new StringBuilder(span.isNegative() ? "-" : "");
    var rest = span.abs();
    append(text, rest.toDays(), "d");
    append(text, rest.toHoursPart(), "h");
    append(text, rest.toMinutesPart(), "m");
    append(text, rest.toSecondsPart(), "s");
    append(text, rest.toMillisPart(), "ms");
    return text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
