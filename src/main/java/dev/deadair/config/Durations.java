package dev.deadair.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as HOCON writes them, less the ones that are a mistake. */
public final class Durations {
  static final Duration LONGEST = Duration.ofDays(366);

  private static final Pattern BARE_NUMBER = Pattern.compile("\\s*[+-]?[0-9]+(\\.[0-9]*)?\\s*");

  private static final Pattern ZERO = Pattern.compile("\\s*0+\\s*[a-zA-Z]+\\s*");

  private Durations() {}

  /**
   * What {@code text} says.
   *
   * @throws IllegalArgumentException what is wrong with it, worded to follow "x = y"
   */
  public static Duration parse(String text) {
    if (BARE_NUMBER.matcher(text).matches()) {
      // HOCON would take it for milliseconds.
      throw new IllegalArgumentException(
          "has no unit; use "
              + text.strip()
              + "s for seconds or "
              + text.strip()
              + "m for minutes");
    }
    var duration = inHocon(text);
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("is not longer than zero; use one that is");
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("is longer than a year; use a shorter one");
    }
    return duration;
  }

  /** The same, and zero too: {@code 0s} waits for nothing. */
  static Duration delay(String text) {
    return ZERO.matcher(text).matches() ? Duration.ZERO : parse(text);
  }

  private static Duration inHocon(String text) {
    try {
      return ConfigValueFactory.fromAnyRef(text).atKey("duration").getDuration("duration");
    } catch (ConfigException.BadValue notOne) {
      throw new IllegalArgumentException(
          "is no duration; use one number and one unit, such as 90s, 10m or 2h", notOne);
    }
  }

  /** In the largest unit that leaves a whole number. */
  public static String text(Duration duration) {
    if (duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toNanos() + "ns";
    }
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    var seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
