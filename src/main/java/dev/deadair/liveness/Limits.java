package dev.deadair.liveness;

import java.time.Duration;

/**
 * How long no data may last, for one site or group.
 *
 * @param window no data for this long makes it absent (Prometheus' {@code for})
 * @param warnAfter no data for this long is worth a warning
 * @param clearAfter data must have been back for this long before an incident ends
 */
public record Limits(Duration window, Duration warnAfter, Duration clearAfter) {

  public static final Limits DEFAULT =
      new Limits(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofMinutes(5));

  public Limits {
    requirePositive(window, "window");
    requirePositive(warnAfter, "warn-after");
    requirePositive(clearAfter, "clear-after");
  }

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be longer than zero, not " + duration);
    }
  }
}
