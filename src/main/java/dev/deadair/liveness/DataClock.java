package dev.deadair.liveness;

import java.time.Duration;
import java.util.Optional;

/**
 * When data of an instance last advanced, and how long that speaks for it.
 *
 * <p>It only ever moves forward, and only on proof that data advanced; a 200 never moves it.
 *
 * @param lastData when data last advanced, dated as well as it can be; empty until it was seen
 * @param proven from when on the advance covers: the look that proved it, or {@code lastData}
 *     itself where that look found it long past
 * @param cover how long one advance speaks for: two polls or two of the server's own scrapes, so
 *     that a server that scrapes every minute does not flicker
 */
public record DataClock(Optional<Moment> lastData, Optional<Moment> proven, Duration cover) {

  static DataClock unset(Duration cover) {
    return new DataClock(Optional.empty(), Optional.empty(), cover);
  }

  /** The clock after a look at {@code seen} proved an advance at {@code moment}. */
  DataClock advanced(Moment moment, Moment seen) {
    var fresh = seen.since(moment).compareTo(cover) <= 0;
    return new DataClock(Optional.of(moment), Optional.of(fresh ? seen : moment), cover);
  }

  DataClock covering(Duration newCover) {
    return newCover.equals(cover) ? this : new DataClock(lastData, proven, newCover);
  }

  /** Whether {@code moment} is later than the last advance that is known. */
  boolean isNews(Moment moment) {
    return lastData.filter(last -> !moment.isAfter(last)).isEmpty();
  }

  /**
   * Whether the last advance still speaks for {@code now}; by the clock that goes on in suspend:
   * data from before we slept says nothing of what is there when we wake.
   */
  boolean covers(Moment now) {
    return covers(now, cover);
  }

  /** The same, if it speaks for so long. */
  boolean covers(Moment now, Duration longest) {
    return proven.filter(seen -> now.boot().minus(seen.boot()).compareTo(longest) <= 0).isPresent();
  }
}
