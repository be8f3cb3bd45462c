package dev.deadair.alert;

import java.time.Duration;

/** A drill that the configuration wants again and again. */
public record DrillPlan(String receiver, Duration every, Severity severity) {

  /** An Alertmanager that notified of the one before may not notify of this: same group. */
  public static final Duration SHORTEST = Duration.ofMinutes(20);

  public DrillPlan {
    if (!every.isPositive()) {
      throw new IllegalArgumentException("a drill never ends");
    }
  }
}
