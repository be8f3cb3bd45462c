package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Due;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Receiver;
import dev.deadair.turn.Turn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must hold of who is told when: whoever follows, follows in time and not before. */
final class LadderOracle {

  /** After so long everybody is told of a page that nobody took. */
  private static final long EVERYBODY = 180;

  /** Steps of two seconds are not told from a clock that is slewed. */
  private static final long SLACK = 10;

  private final Oracle oracle;

  /** True time of the turn from which each incident was due to those who are told at once. */
  private final Map<IncidentId, Long> begun = new HashMap<>();

  private long patience;
  private Optional<PagerDuty> secondPager = Optional.empty();

  LadderOracle(Oracle oracle) {
    this.oracle = oracle;
  }

  /**
   * There is a second pager.
   *
   * @param after how long PagerDuty waits for the Alertmanagers, in seconds
   */
  void has(PagerDuty second, long after) {
    secondPager = Optional.of(second);
    patience = after;
  }

  void turned(Turn turn) {
    for (var due : turn.due()) {
      if (!due.resolves() && due.reason() != Reason.ESCALATED) {
        begun.putIfAbsent(due.incident().id(), oracle.now());
      }
    }
  }

  /** Nobody follows before those who are told at once had their time, or plainly refused. */
  void leaves(Due due) {
    if (due.reason() != Reason.ESCALATED || isRefused(due)) {
      return;
    }
    var waits = after(due.receiver());
    var since = begun.get(due.incident().id());
    if (since == null || oracle.now() - since < waits - SLACK) {
      throw new Violation(
          Violation.Kind.EARLY,
          "%s to %s, who waits %d s, %s"
              .formatted(
                  due.incident().alert(),
                  due.receiver().name(),
                  waits,
                  since == null
                      ? "and nobody before"
                      : oracle.now() - since + " s after the first"));
    }
  }

  private static long after(Receiver receiver) {
    return receiver.after().isZero() ? EVERYBODY : receiver.after().toSeconds();
  }

  private static boolean isRefused(Due due) {
    return due.incident().told().values().stream()
        .flatMap(each -> each.latest().stream())
        .anyMatch(each -> each.outcome() instanceof Outcome.Rejected);
  }

  /**
   * Whether somebody must have been told of what has been owed for so long.
   *
   * @param sending what looks, turns and requests may take
   */
  boolean isLate(long owed, long sending, PagerDuty pagerDuty) {
    return (owed > sending + patience && oracle.routed(pagerDuty))
        || (owed > sending + EVERYBODY && secondPager.filter(oracle::routed).isPresent());
  }

  /**
   * Whether the second pager had all the time that an end may need, and still shows it under a key
   * that the watcher can know.
   */
  boolean isStuckAtTheSecond(SimulatedWatcher watcher, Alert alert) {
    return oracle.second.isKnownToBeOpen(watcher, alert)
        && secondPager.filter(oracle::isFineForLong).isPresent();
  }
}
