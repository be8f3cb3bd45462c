package dev.deadair.liveness;

import java.time.Duration;
import java.util.Optional;

/**
 * That our turns follow one another, and what the clocks said when they did not: a machine that
 * slept, a process that stood still, a wall clock that was set.
 *
 * @param turn the latest turn
 * @param awakeSince since when no turn has been missing
 * @param disturbance the latest disturbance; empty while there was none
 */
public record Pulse(Moment turn, Moment awakeSince, Optional<Disturbance> disturbance) {

  /** By how much two clocks may part between two turns: NTP slews by half a millisecond. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /**
   * Something that happened to us and not to what we watch.
   *
   * @param by how far a clock jumped, or how long we were away
   */
  public record Disturbance(BlindCause cause, Moment at, Duration by) {}

  static Pulse first(Moment turn) {
    return new Pulse(turn, turn, Optional.empty());
  }

  /**
   * The pulse at the turn after.
   *
   * @param unbroken how late a turn may be before looks are missing
   */
  Pulse next(Moment now, Duration unbroken) {
    var ran = now.since(turn);
    var passed = now.boot().minus(turn.boot());
    var slept = passed.minus(ran);
    var stepped = Duration.between(turn.wall(), now.wall()).minus(passed);
    if (slept.compareTo(TOLERANCE) > 0) {
      return new Pulse(now, now, Optional.of(new Disturbance(BlindCause.SUSPENDED, now, slept)));
    }
    if (ran.compareTo(unbroken) > 0) {
      return new Pulse(now, now, Optional.of(new Disturbance(BlindCause.STOOD_STILL, now, ran)));
    }
    return stepped.abs().compareTo(TOLERANCE) > 0
        ? new Pulse(
            now, awakeSince, Optional.of(new Disturbance(BlindCause.CLOCK_STEPPED, now, stepped)))
        : new Pulse(now, awakeSince, disturbance);
  }

  /** What disturbs us at {@code now}: the latest disturbance, until looks have come in anew. */
  public Optional<Disturbance> disturbing(Moment now, Duration unbroken) {
    return disturbance.filter(each -> now.since(each.at()).compareTo(unbroken) <= 0);
  }
}
