package dev.deadair.liveness;

import java.time.Duration;
import java.util.Optional;

/**
 * How much sighted time has passed without data: the clock that pages.
 *
 * <p>Time we could not see pauses it and is never counted; after a gap longer than the window it
 * starts again. It is durable, so a crash of ours does not set it back.
 *
 * @param accrued sighted time without data so far
 * @param upTo the moment up to which that is counted; empty while there is data
 */
public record NoDataClock(Duration accrued, Optional<Moment> upTo) {

  public static final NoDataClock ZERO = new NoDataClock(Duration.ZERO, Optional.empty());

  public NoDataClock {
    if (accrued.isNegative()) {
      throw new IllegalArgumentException("accrued is negative: " + accrued);
    }
  }

  /**
   * This clock at {@code now}, no data being known without a break since {@code from}.
   *
   * @param unbroken a gap no longer than this is two looks in a row, not a gap
   */
  NoDataClock runTo(Moment now, Moment from, Duration unbroken, Duration window) {
    if (upTo.isEmpty()) {
      return new NoDataClock(nonNegative(now.since(from)), Optional.of(now));
    }
    var gap = from.since(upTo.get());
    if (gap.compareTo(window) > 0) {
      return new NoDataClock(nonNegative(now.since(from)), Optional.of(now));
    }
    var start = gap.compareTo(unbroken) > 0 ? from : upTo.get();
    return new NoDataClock(accrued.plus(nonNegative(now.since(start))), Optional.of(now));
  }

  /**
   * This clock with no more than the time since {@code lastData}: a server that is heard again may
   * prove data in a time that was counted without.
   */
  NoDataClock since(Optional<Moment> lastData, Moment now) {
    return lastData
        .map(last -> nonNegative(now.since(last)))
        .filter(since -> since.compareTo(accrued) < 0)
        .map(since -> new NoDataClock(since, upTo))
        .orElse(this);
  }

  private static Duration nonNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
