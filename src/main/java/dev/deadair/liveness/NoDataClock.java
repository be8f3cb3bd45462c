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
   * From when on time without data is to be counted, none being known without a break since {@code
   * from}.
   *
   * @param unbroken a gap no longer than this is two looks in a row, not a gap
   */
  Moment start(Moment from, Duration unbroken, Duration window) {
    return upTo.filter(counted -> from.since(counted).compareTo(unbroken) <= 0)
        .filter(counted -> from.since(counted).compareTo(window) <= 0)
        .orElse(from);
  }

  /** This clock at {@code now}; a gap longer than the window makes it start again. */
  NoDataClock runTo(Moment now, Moment from, Duration unbroken, Duration window) {
    var again = upTo.filter(counted -> from.since(counted).compareTo(window) <= 0).isEmpty();
    var more = nonNegative(now.since(start(from, unbroken, window)));
    return new NoDataClock(again ? more : accrued.plus(more), Optional.of(now));
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
