package dev.deadair.demo;

import java.time.Duration;

/**
 * How fast the demo goes: the rules of its watcher, in seconds where a site has minutes.
 *
 * @param interval from one look to the next; never less than the second in which a daemon decides
 */
public record Tempo(Duration interval, Duration window, Duration warnAfter, Duration clearAfter) {

  public static final double SLOWEST = 0.1;

  /** Three looks to a window: any faster and there is nothing left to decide by. */
  public static final double FASTEST = 5;

  private static final Duration TURN = Duration.ofSeconds(1);

  /**
   * The tempo at a speed.
   *
   * @param speed 1 for a window of 15 s, 2 for half of it; {@link #SLOWEST} to {@link #FASTEST}
   */
  public static Tempo of(double speed) {
    if (!(speed >= SLOWEST && speed <= FASTEST)) {
      throw new IllegalArgumentException(
          "a speed is between %s and %s".formatted(SLOWEST, FASTEST));
    }
    var interval = scaled(1, speed);
    return new Tempo(
        interval.compareTo(TURN) < 0 ? TURN : interval,
        scaled(15, speed),
        scaled(5, speed),
        scaled(8, speed));
  }

  /** What a simulated server takes to replay its write-ahead log. */
  Duration replay() {
    return interval.multipliedBy(2);
  }

  private static Duration scaled(int seconds, double speed) {
    return Duration.ofMillis(Math.round(seconds * 1000 / speed));
  }
}
