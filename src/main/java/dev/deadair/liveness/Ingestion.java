package dev.deadair.liveness;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a group that has data has as much of it as is usual.
 *
 * <p>A night-time low is usual. A loss that came with another configuration or version is
 * somebody's doing: it is told, never paged, and after an hour it is what is usual.
 *
 * @param low since when less than half of the usual came; empty while more does
 * @param lost since when less than the floor came
 * @param running which versions and configurations run; empty while nobody tells
 * @param changed when that changed last, as far as we saw it
 */
public record Ingestion(
    Baseline baseline,
    Optional<Moment> low,
    Optional<Moment> lost,
    String running,
    Optional<Moment> changed) {

  public static final Ingestion UNKNOWN =
      new Ingestion(Baseline.NONE, Optional.empty(), Optional.empty(), "", Optional.empty());

  private static final double HALF = 0.5;

  /** How much better it must be before it is well again. */
  private static final double BETTER = 1.2;

  /** How long a loss stays news: one that somebody made, and one that nobody explains. */
  private static final Duration MADE = Duration.ofHours(1);

  private static final Duration UNEXPLAINED = Duration.ofDays(1);

  /** What an earlier run of ours learned. */
  static Ingestion remembering(Hours hours) {
    return new Ingestion(
        new Baseline(hours, Baseline.NONE.recent(), 0, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty());
  }

  /** Nothing is usual any more, so that nothing is low; a fixed floor is judged as before. */
  Ingestion unlearned() {
    return well(Baseline.NONE, running, changed);
  }

  /** While there is no data, or none is counted yet: that is for the window to judge. */
  Ingestion unjudged() {
    return low.isEmpty() && lost.isEmpty()
        ? this
        : new Ingestion(baseline, Optional.empty(), Optional.empty(), running, changed);
  }

  /**
   * This ingestion at {@code now}; the same object when nothing has changed.
   *
   * @param rate useful samples per second
   * @param runs which versions and configurations run
   * @param learns whether what comes now is what comes of itself, and so may be usual
   */
  Ingestion at(double rate, String runs, Floor floor, boolean learns, Moment now) {
    var usual = baseline.usual(now);
    var isLow = usual.isPresent() && below(rate, usual.getAsDouble() * HALF, low);
    var floorRate =
        switch (floor) {
          case Floor.Fraction(var share) -> usual.orElse(0) * share;
          case Floor.Absolute(var samples) -> samples;
          case Floor.Off() -> 0;
        };
    var isLost = below(rate, floorRate, lost);
    var change = running.isEmpty() || runs.equals(running) ? changed : Optional.of(now);
    if (!isLow && !isLost) {
      return same(well(learns ? baseline.learned(rate, now) : baseline, runs, change));
    }
    var next =
        new Ingestion(
            baseline,
            isLow ? Optional.of(low.orElse(now)) : Optional.empty(),
            isLost ? Optional.of(lost.orElse(now)) : Optional.empty(),
            runs,
            change);
    return learns && next.isOldNews(now)
        ? well(baseline.times(rate / usual.orElse(rate)), runs, change)
        : same(next);
  }

  /** Whether configuration or version changed shortly before it fell, or since. */
  public boolean isExplained() {
    return Stream.of(low, lost)
        .flatMap(Optional::stream)
        .anyMatch(since -> changed.filter(at -> at.isAfter(since.minus(MADE))).isPresent());
  }

  private static Ingestion well(Baseline baseline, String runs, Optional<Moment> change) {
    return new Ingestion(baseline, Optional.empty(), Optional.empty(), runs, change);
  }

  /** What fell below the floor without a reason is never usual. */
  private boolean isOldNews(Moment now) {
    return (isExplained() || lost.isEmpty())
        && low.filter(since -> now.since(since).compareTo(isExplained() ? MADE : UNEXPLAINED) >= 0)
            .isPresent();
  }

  private static boolean below(double rate, double bound, Optional<Moment> already) {
    return rate < (already.isPresent() ? bound * BETTER : bound);
  }

  private Ingestion same(Ingestion next) {
    return next.equals(this) ? this : next;
  }
}
