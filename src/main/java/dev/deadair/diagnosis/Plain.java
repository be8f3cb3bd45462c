package dev.deadair.diagnosis;

import dev.deadair.liveness.Instance;
import dev.deadair.liveness.Redacted;
import dev.deadair.liveness.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;

/** Times and numbers as people write them. */
public final class Plain {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private Plain() {}

  /** Whole seconds, in UTC. */
  public static String time(Instant instant) {
    return UTC.format(instant);
  }

  /** In one or two units, such as {@code 2 h 5 min}. */
  public static String span(Duration duration) {
    var seconds = duration.abs().toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800
        ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
        : seconds / 86_400 + " days";
  }

  /** Without an exponent, and a fraction only where it says something. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).round(new MathContext(3)).toPlainString()
        : Double.toString(value);
  }

  /** A counter and by how much it has risen. */
  static String rise(Map.Entry<Signal, Double> each) {
    return each.getKey().metric() + " rose by " + number(each.getValue());
  }

  /** The rises that {@code mark} has counted, a line each, and when. */
  static Stream<String> rises(Mark mark) {
    return Stream.concat(
        mark.counted().entrySet().stream().map(Plain::rise),
        Stream.of(
            mark.latest().equals(mark.since())
                ? "seen at " + time(mark.since())
                : "first seen at " + time(mark.since()) + ", last at " + time(mark.latest())));
  }

  /** The base URL of {@code instance}, without the user and password that it may carry. */
  static String url(Instance instance) {
    var url = instance.expected().url().map(URI::toString).orElse("");
    return Redacted.urls(url).replaceAll("/+$", "");
  }
}
