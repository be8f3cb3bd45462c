package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That our turns follow one another, and what the clocks said when they did not: a machine that
 * slept, a process that stood still, a wall clock that was set.
 *
 * @param turn the latest turn
 * @param awakeSince since when no turn has been missing
 * @param stepped by how much the wall clock was set in this run, all steps together
 * @param disturbances the latest ones, oldest first
 */
public record Pulse(
    Moment turn, Moment awakeSince, Duration stepped, List<Disturbance> disturbances) {

  /** By how much two clocks may part between two turns: NTP slews by half a millisecond. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** What is longer ago tells nothing of the last window. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private static final int MOST = 100;

  public Pulse {
    disturbances = List.copyOf(disturbances);
  }

  /**
   * Something that happened to us and not to what we watch.
   *
   * @param by how far a clock jumped, or how long we were away
   */
  public record Disturbance(BlindCause cause, Moment at, Duration by) {

    /** How long we could not rely on what we saw: a clock that was set is doubted for a while. */
    private Duration unsighted(Duration unbroken) {
      return cause == BlindCause.CLOCK_STEPPED ? unbroken : by;
    }
  }

  static Pulse first(Moment turn) {
    return new Pulse(turn, turn, Duration.ZERO, List.of());
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
    var step = Duration.between(turn.wall(), now.wall()).minus(passed);
    var isStep = step.abs().compareTo(TOLERANCE) > 0;
    var next = new Pulse(now, awakeSince, isStep ? stepped.plus(step) : stepped, disturbances);
    if (slept.compareTo(TOLERANCE) > 0) {
      return next.awokenBy(new Disturbance(BlindCause.SUSPENDED, now, slept));
    }
    if (ran.compareTo(unbroken) > 0) {
      return next.awokenBy(new Disturbance(BlindCause.STOOD_STILL, now, ran));
    }
    return isStep ? next.with(new Disturbance(BlindCause.CLOCK_STEPPED, now, step)) : next;
  }

  private Pulse awokenBy(Disturbance disturbance) {
    return new Pulse(turn, turn, stepped, disturbances).with(disturbance);
  }

  private Pulse with(Disturbance disturbance) {
    var recent = new ArrayList<Disturbance>();
    for (var each : disturbances) {
      if (passed(each.at(), disturbance.at()).compareTo(REMEMBERED) <= 0) {
        recent.add(each);
      }
    }
    recent.add(disturbance);
    return new Pulse(
        turn,
        awakeSince,
        stepped,
        recent.subList(Math.max(0, recent.size() - MOST), recent.size()));
  }

  /** What disturbs us at {@code now}: the latest disturbance, until looks have come in anew. */
  public Optional<Disturbance> disturbing(Moment now, Duration unbroken) {
    return disturbances.isEmpty()
        ? Optional.empty()
        : Optional.of(disturbances.getLast())
            .filter(each -> now.since(each.at()).compareTo(unbroken) <= 0);
  }

  /**
   * Whether disturbances go on and have taken {@code most} of the last {@code window} together, the
   * first of them {@code patience} ago. A single one is over once we are awake again.
   */
  public boolean isLost(
      Moment now, Duration window, Duration most, Duration patience, Duration unbroken) {
    var recent =
        disturbances.stream()
            .filter(each -> passed(each.at(), now).compareTo(window) <= 0)
            .toList();
    return disturbing(now, unbroken).isPresent()
        && passed(recent.getFirst().at(), now).compareTo(patience) >= 0
        && recent.stream()
                .map(each -> each.unsighted(unbroken))
                .reduce(Duration.ZERO, Duration::plus)
                .compareTo(most)
            >= 0;
  }

  /** By the clock that goes on in suspend. */
  private static Duration passed(Moment from, Moment to) {
    return to.boot().minus(from.boot());
  }
}
