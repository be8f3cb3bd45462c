package dev.deadair.notify;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How soon a receiver that failed is tried again.
 *
 * @param steps after the first failure in a row, the second, and so on; the last for all later ones
 * @param jittered whether only a random part of a step is waited
 */
record Pace(List<Duration> steps, boolean jittered) {

  static final Pace ALERTMANAGER = new Pace(seconds(1, 2, 5, 10), false);

  /** PagerDuty asks for a backoff of a few minutes; all its customers come back at once. */
  static final Pace PAGERDUTY = new Pace(seconds(5, 10, 20, 40, 80, 120), true);

  Pace {
    steps = List.copyOf(steps);
  }

  /**
   * The wait after so many failures in a row.
   *
   * @param asked what the receiver asked for; obeyed up to the last step, for a page must leave
   * @param jitter between 0 and 1
   */
  Duration after(int failures, Duration asked, double jitter) {
    var step = steps.get(Math.min(failures, steps.size()) - 1);
    var own = jittered ? Duration.ofNanos((long) (step.toNanos() * jitter)) : step;
    var obeyed = asked.compareTo(steps.getLast()) < 0 ? asked : steps.getLast();
    return own.compareTo(obeyed) > 0 ? own : obeyed;
  }

  private static List<Duration> seconds(int... seconds) {
    return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
  }
}
