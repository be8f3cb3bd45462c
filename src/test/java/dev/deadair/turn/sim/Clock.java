package dev.deadair.turn.sim;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.time.Instant;

/** True time, and what the three clocks of one machine make of it; all in seconds. */
final class Clock {

  static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
  static final long NEVER = Long.MIN_VALUE / 4;

  private static final Duration UPTIME = Duration.ofDays(3);

  private long ahead;
  private long suspended;

  /** The machine slept for so long: its monotonic clock stood still. */
  void slept(long seconds) {
    suspended += seconds;
  }

  void step(long seconds) {
    ahead += seconds;
  }

  /** It shows what time it is. */
  void set() {
    ahead = 0;
  }

  Moment at(long time) {
    return new Moment(
        START.plusSeconds(time + ahead),
        UPTIME.plusSeconds(time - suspended),
        UPTIME.plusSeconds(time));
  }

  static Instant instant(long time) {
    return START.plusSeconds(time);
  }

  static long seconds(Instant instant) {
    return instant.getEpochSecond() - START.getEpochSecond();
  }
}
