package dev.deadair.notify;

import dev.deadair.alert.Due;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.liveness.Moment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** A lane without its thread: the courier's own rules, taken step by step on a virtual clock. */
public final class SteppedLane {

  private static final URI NOWHERE = URI.create("http://nowhere.example");

  private final Dialect dialect;
  private final Backlog backlog;
  private boolean busy;

  private SteppedLane(Dialect dialect, Backlog backlog) {
    this.dialect = dialect;
    this.backlog = backlog;
  }

  public static SteppedLane toAlertmanager(Route route, DoubleSupplier jitter) {
    return new SteppedLane(
        new AlertmanagerDialect(NOWHERE, Duration.ofMinutes(15)),
        new Backlog(Pace.ALERTMANAGER, Budget.boundless(), jitter));
  }

  public static SteppedLane toPagerDuty(Route route, DoubleSupplier jitter) {
    return new SteppedLane(
        new PagerDutyDialect(NOWHERE, () -> "key"),
        new Backlog(Pace.PAGERDUTY, Budget.aMinute(60), jitter));
  }

  /** Takes over everything that is due now. */
  public void offer(List<Due> due, boolean resolvesMayLeave, Moment now) {
    backlog.replace(due, resolvesMayLeave, now);
  }

  /** What leaves now, if anything does; it is under way until {@link #ended}. */
  public Optional<Due> departs(Moment now) {
    if (busy) {
      return Optional.empty();
    }
    var next = backlog.next(now);
    next.ifPresent(
        due -> {
          busy = true;
          backlog.leaves(due, now);
        });
    return next;
  }

  /** What came back for what was under way: an HTTP status, or nothing where that is 0. */
  public Report ended(Due due, int status, Moment now) {
    var answer =
        status == 0
            ? new Answer.Unanswered(Answer.Why.TIMEOUT, "")
            : new Answer.Answered(status, Optional.empty(), Optional.empty(), false, "");
    var outcome = dialect.outcome(answer);
    busy = false;
    backlog.ended(due, answer, outcome, now);
    return Report.on(due, now, outcome);
  }
}
