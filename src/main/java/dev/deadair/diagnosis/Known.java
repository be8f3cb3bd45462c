package dev.deadair.diagnosis;

import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the looks at a server leave for rules that compare over process lives.
 *
 * @param readyLife the start of the latest process life that was seen ready
 * @param history what the server held when it was last ready; empty before
 * @param progress how its replay goes; empty unless it replays
 */
public record Known(
    Optional<Instant> readyLife, Optional<History> history, Optional<Progress> progress) {

  static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), Optional.empty());

  /** How far two readings of one life's start may lie apart. */
  private static final Duration START_ROUNDING = Duration.ofSeconds(2);

  /**
   * The blocks a server has.
   *
   * @param lowest the oldest sample's time, milliseconds
   */
  record History(double lowest, double blocks) {

    /** Go's MaxInt64 stands for no data. */
    static Optional<History> of(Signals signals) {
      var lowest = signals.get(Signal.LOWEST_TIMESTAMP);
      var blocks = signals.get(Signal.BLOCKS_LOADED);
      return lowest.isPresent() && blocks.isPresent() && lowest.getAsDouble() < 9e18
          ? Optional.of(new History(lowest.getAsDouble(), blocks.getAsDouble()))
          : Optional.empty();
    }
  }

  /** What is known after {@code visit}; the same object where nothing is new. */
  Known after(Visit visit) {
    var replay = Progress.after(progress, visit);
    if (!visit.isReady()) {
      return replay.equals(progress) ? this : new Known(readyLife, history, replay);
    }
    var scrape = visit.reading().orElseThrow().scrape();
    var life = wasReady(scrape.processStart()) ? readyLife : Optional.of(scrape.processStart());
    var next = new Known(life, History.of(scrape.signals()).or(() -> history), replay);
    return next.equals(this) ? this : next;
  }

  /** Whether the life that began at {@code start} has been ready before. */
  boolean wasReady(Instant start) {
    return readyLife.filter(each -> isSameStart(each, start)).isPresent();
  }

  /** Whether two starts that were read are those of one life. */
  static boolean isSameStart(Instant one, Instant other) {
    return Duration.between(one, other).abs().compareTo(START_ROUNDING) <= 0;
  }
}
