package dev.deadair.diagnosis;

import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the looks at a server leave for rules that compare over process lives.
 *
 * @param met whether it has been read at all
 * @param readyLife the start of the latest process life that was seen ready
 * @param history what it held when that life was last ready; empty while it held nothing
 * @param former what it held at the end of the life before that one
 * @param alerting the start of the life in which it last knew an Alertmanager, if that is this life
 *     or the one before
 * @param progress how its replay goes; empty unless it replays
 */
public record Known(
    boolean met,
    Optional<Instant> readyLife,
    Optional<History> history,
    Optional<History> former,
    Optional<Instant> alerting,
    Optional<Progress> progress) {

  static final Known NOTHING =
      new Known(
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** How far two readings of one life's start may lie apart. */
  private static final Duration START_ROUNDING = Duration.ofSeconds(2);

  /**
   * The blocks a server has.
   *
   * @param lowest the oldest sample's time, milliseconds
   */
  public record History(double lowest, double blocks) {

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
    var read = met || visit.reading().isPresent();
    if (!visit.isReady()) {
      var next = new Known(read, readyLife, history, former, alerting, replay);
      return next.equals(this) ? this : next;
    }
    var scrape = visit.reading().orElseThrow().scrape();
    var goesOn = wasReady(scrape.processStart());
    var life = goesOn ? readyLife : Optional.of(scrape.processStart());
    var held = History.of(scrape.signals());
    var alerts = scrape.signals().count(Signal.ALERTMANAGERS) > 0 ? life : stillAlerting(goesOn);
    var next =
        goesOn
            ? new Known(read, life, held.or(() -> history), former, alerts, replay)
            : new Known(read, life, held, held(), alerts, replay);
    return next.equals(this) ? this : next;
  }

  /** Whoever took its Alertmanagers away, and has restarted it since, meant it. */
  private Optional<Instant> stillAlerting(boolean goesOn) {
    return goesOn
        ? alerting
        : alerting.filter(start -> readyLife.filter(each -> isSameStart(each, start)).isPresent());
  }

  /** Whether it has known an Alertmanager in this life, or in the one before. */
  boolean hasAlerted() {
    return alerting.isPresent();
  }

  /** What outlasts a run of ours: how a replay goes is seen anew. */
  Known remembered() {
    return new Known(met, readyLife, history, former, alerting, Optional.empty());
  }

  /** What it held last, in whichever life. */
  Optional<History> held() {
    return history.or(() -> former);
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
