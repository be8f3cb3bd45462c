package dev.deadair.store;

import java.time.Duration;

/**
 * How finely the past is kept, and for how long: the older, the coarser.
 *
 * <p>About 13,000 points for each subject, some 25 bytes each: 0.4 MB for an instance.
 */
enum Tier {
  FINE(0, 5_760),
  MINUTE(1, 3 * 1_440),
  QUARTER(2, 30 * 96);

  private final int number;

  /** A day of looks 15 s apart; three days; thirty days. */
  private final int points;

  Tier(int number, int points) {
    this.number = number;
    this.points = points;
  }

  /** What the table calls it. */
  int number() {
    return number;
  }

  /**
   * How far apart its points are.
   *
   * @param fine how far apart those of the finest are
   */
  Duration step(Duration fine) {
    return switch (this) {
      case FINE -> fine;
      case MINUTE -> Duration.ofMinutes(1);
      case QUARTER -> Duration.ofMinutes(15);
    };
  }

  Duration keptFor(Duration fine) {
    return step(fine).multipliedBy(points);
  }
}
