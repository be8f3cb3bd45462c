package dev.deadair.diagnosis;

import static dev.deadair.liveness.Signal.ALERTMANAGERS;
import static dev.deadair.liveness.Signal.NOTIFICATIONS_DROPPED;
import static dev.deadair.liveness.Signal.NOTIFICATIONS_SENT;
import static dev.deadair.liveness.Signal.RULE_EVALUATIONS;
import static dev.deadair.liveness.Signal.RULE_EVALUATION_FAILURES;
import static dev.deadair.liveness.Signal.RULE_EVALUATION_NEWEST;
import static dev.deadair.liveness.Signal.RULE_INTERVAL_LONGEST;

import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server whose alerts reach nobody, though it has rules: none of them is evaluated, all fail, it
 * knows no Alertmanager any more, or none takes anything.
 *
 * <p>A server that has no rules, or has never known an Alertmanager, is meant to be so.
 */
final class AlertPathBroken implements Rule {

  /** How many intervals without any evaluation are no slow one any more. */
  private static final long INTERVALS = 3;

  /** Alerts are sent again every minute or two while they fire; so long without, none does. */
  private static final Duration RECENT = Duration.ofMinutes(10);

  @Override
  public Code code() {
    return Code.ALERT_PATH_BROKEN;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    if (!visit.isReady()) {
      return before;
    }
    if (visit.count(RULE_INTERVAL_LONGEST) == 0) {
      return Optional.empty();
    }
    var failures = failures(visit);
    if (!failures.isEmpty()) {
      return Optional.of(before.orElseGet(() -> Mark.at(visit.at())).and(failures, visit.at()));
    }
    return isMute(visit) || hasNoAlertmanager(visit)
        ? visit.standing(before, true)
        : before.filter(mark -> goesOn(mark, visit));
  }

  /** Counters of attempts that all failed between two readings. */
  private static Map<Signal, Double> failures(Visit visit) {
    var failures = new EnumMap<Signal, Double>(Signal.class);
    if (!visit.isFirstOfLife()) {
      var failed = visit.risen(RULE_EVALUATION_FAILURES);
      if (failed > 0 && failed >= visit.risen(RULE_EVALUATIONS)) {
        failures.put(RULE_EVALUATION_FAILURES, failed);
      }
      // What one Alertmanager takes is not dropped; sent counts every attempt at each of them.
      var dropped = knowsAlertmanagers(visit) ? visit.risen(NOTIFICATIONS_DROPPED) : 0;
      var members = Math.max(1, visit.count(ALERTMANAGERS));
      if (dropped > 0 && 2 * dropped * members >= visit.risen(NOTIFICATIONS_SENT)) {
        failures.put(NOTIFICATIONS_DROPPED, dropped);
      }
    }
    return failures;
  }

  /**
   * Whether it knew one at both ends of the span: it meets them 5 s after each start, and drops
   * what it finds until then (measured on 2.42).
   */
  private static boolean knowsAlertmanagers(Visit visit) {
    return Stream.concat(visit.before().stream(), visit.reading().stream())
        .map(each -> each.scrape().signals().get(ALERTMANAGERS))
        .allMatch(count -> count.orElse(1) > 0);
  }

  /** Attempts that failed speak until one succeeds, or until there are none any more. */
  private static boolean goesOn(Mark mark, Visit visit) {
    var evaluates =
        mark.counted().containsKey(RULE_EVALUATION_FAILURES)
            && visit.risen(RULE_EVALUATIONS) > visit.risen(RULE_EVALUATION_FAILURES);
    var sends =
        mark.counted().containsKey(NOTIFICATIONS_DROPPED)
            && visit.risen(NOTIFICATIONS_SENT) > 0
            && visit.risen(NOTIFICATIONS_DROPPED) == 0;
    return !mark.counted().isEmpty()
        && !visit.isFirstOfLife()
        && !evaluates
        && !sends
        && Duration.between(mark.latest(), visit.at()).compareTo(RECENT) < 0;
  }

  /**
   * Whether not one of its rule groups is evaluated. The time of an evaluation shows once it is
   * over, and only then; each rule counts as it goes.
   */
  private static boolean isMute(Visit visit) {
    if (!visit.isFirstOfLife() && visit.risen(RULE_EVALUATIONS) > 0) {
      return false;
    }
    var interval = Duration.ofMillis((long) (1000 * visit.count(RULE_INTERVAL_LONGEST)));
    var bound = interval.multipliedBy(INTERVALS).plus(visit.instance().clock().cover());
    return visit
        .evaluated(RULE_EVALUATION_NEWEST)
        .flatMap(at -> visit.serverNow().map(now -> Duration.between(at, now)))
        .filter(age -> age.compareTo(bound) > 0)
        .isPresent();
  }

  private static boolean hasNoAlertmanager(Visit visit) {
    var known = visit.reading().map(each -> each.scrape().signals().get(ALERTMANAGERS));
    return known.filter(count -> count.orElse(1) == 0).isPresent()
        && visit.known().after(visit).hasAlerted();
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var causes = new ArrayList<String>();
    var evidence = new ArrayList<String>();
    if (isMute(visit)) {
      causes.add("no rule is evaluated");
      visit
          .evaluated(RULE_EVALUATION_NEWEST)
          .ifPresent(
              at ->
                  evidence.add(
                      visit.count(RULE_EVALUATION_NEWEST) > 0
                          ? "its rules were last evaluated at " + Plain.time(at)
                          : "its rules were not evaluated since its configuration was loaded at "
                              + Plain.time(at)));
    }
    if (hasNoAlertmanager(visit)) {
      causes.add("it knows no Alertmanager any more");
      evidence.add(ALERTMANAGERS.metric() + " is 0");
    }
    if (mark.counted().containsKey(RULE_EVALUATION_FAILURES)) {
      causes.add("every rule fails");
    }
    if (mark.counted().containsKey(NOTIFICATIONS_DROPPED)) {
      causes.add("no Alertmanager takes its alerts");
    }
    Plain.rises(mark).forEach(evidence::add);
    var why = causes.isEmpty() ? "" : ": " + String.join(", ", causes);
    return Optional.of(
        new Finding(
            code(),
            mark,
            "has rules whose alerts reach nobody" + why,
            evidence,
            """
            1. See which Alertmanagers it knows, and whether they answer from its machine. Costs nothing.
            %s\
            %s\
            2. See how its rules fare. Costs nothing.
               curl -fsS "$SERVER/metrics" | grep -E '^prometheus_(rule_group_last_evaluation|rule_evaluation_failures|notifications)'
               journalctl -u prometheus | grep -iE 'rule' | tail -n 5
            3. Bring an Alertmanager back, or mend its address or the rules, and load that. Costs no samples; until then nobody hears of what its rules find.
               promtool check config /etc/prometheus/prometheus.yml && systemctl reload prometheus
            """
                .formatted(Remedy.server(visit), Remedy.ALERTMANAGERS)));
  }
}
