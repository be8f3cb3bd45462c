package dev.deadair.liveness;

import java.time.Duration;

/**
 * How long no data may last, for one site or group.
 *
 * @param window no data for this long makes it absent (Prometheus' {@code for})
 * @param warnAfter no data for this long is worth a warning
 * @param clearAfter data must have been back for this long before an incident ends
 * @param span the time over which coverage is measured, three windows at least
 * @param minimum the share of the span that must have data, from 0 to 1; 0 turns the rule off
 * @param floor below which rate of samples its ingestion counts as lost
 */
public record Limits(
    Duration window,
    Duration warnAfter,
    Duration clearAfter,
    Duration span,
    double minimum,
    Floor floor) {

  /** How many windows a span holds at least: less would page before the window does. */
  private static final int WINDOWS = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  public static final Limits DEFAULT =
      new Limits(
          Duration.ofMinutes(10),
          Duration.ofMinutes(3),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          0.5,
          Floor.DEFAULT);

  public Limits {
    requirePositive(window, "window");
    requirePositive(warnAfter, "warn-after");
    requirePositive(clearAfter, "clear-after");
    requirePositive(span, "coverage.span");
    if (!(minimum >= 0 && minimum <= 1)) {
      throw new IllegalArgumentException("coverage.minimum must lie in 0 to 1, not " + minimum);
    }
    var shortest = window.multipliedBy(WINDOWS);
    span = span.compareTo(shortest) < 0 ? shortest : span;
  }

  /** These limits, and the coverage rule and floor of {@link #DEFAULT}. */
  public static Limits of(Duration window, Duration warnAfter, Duration clearAfter) {
    return new Limits(
        window, warnAfter, clearAfter, DEFAULT.span(), DEFAULT.minimum(), DEFAULT.floor());
  }

  /**
   * How long a look waits for a server that was out of time at the look before: more than half a
   * window would be too late.
   */
  public Duration patience() {
    var half = window.dividedBy(2);
    return half.compareTo(PATIENCE) < 0 ? half : PATIENCE;
  }

  /** How much of the span may be without data. */
  Duration mostDark() {
    return Duration.ofNanos(Math.round(span.toNanos() * (1 - minimum)));
  }

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be longer than zero, not " + duration);
    }
  }
}
