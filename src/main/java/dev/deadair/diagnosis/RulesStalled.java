package dev.deadair.diagnosis;

import static dev.deadair.liveness.Signal.RULE_EVALUATION_OLDEST;
import static dev.deadair.liveness.Signal.RULE_INTERVAL_LONGEST;
import static dev.deadair.liveness.Signal.RULE_ITERATIONS_MISSED;

import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** A server whose rules are not evaluated when they ought to be: its alerts are late or mute. */
final class RulesStalled implements Rule {

  /** How many intervals without an evaluation are no slow one any more. */
  private static final long INTERVALS = 3;

  @Override
  public Code code() {
    return Code.RULES_STALLED;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    if (!visit.isReady()) {
      return before;
    }
    var missed =
        visit.isFirstOfLife()
            ? Map.<Signal, Double>of()
            : visit.risen(EnumSet.of(RULE_ITERATIONS_MISSED));
    if (!missed.isEmpty()) {
      return Optional.of(before.orElseGet(() -> Mark.at(visit.at())).and(missed, visit.at()));
    }
    return isLate(visit)
        ? visit.standing(before, true)
        : before.filter(mark -> !mark.counted().isEmpty() && visit.isRecent(mark));
  }

  private static boolean isLate(Visit visit) {
    var interval = Duration.ofMillis((long) (1000 * visit.count(RULE_INTERVAL_LONGEST)));
    var bound = interval.multipliedBy(INTERVALS).plus(visit.instance().clock().cover());
    return visit
        .evaluated(RULE_EVALUATION_OLDEST)
        .flatMap(at -> visit.serverNow().map(now -> Duration.between(at, now)))
        .filter(age -> age.compareTo(bound) > 0)
        .isPresent();
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var evidence = new ArrayList<String>(Plain.rises(mark).toList());
    visit
        .evaluated(RULE_EVALUATION_OLDEST)
        .ifPresent(
            at ->
                evidence.add(
                    visit.count(RULE_EVALUATION_OLDEST) > 0
                        ? "one of its rule groups was last evaluated at " + Plain.time(at)
                        : "one of its rule groups was not evaluated since its configuration was"
                            + " loaded at "
                            + Plain.time(at)));
    return Optional.of(
        new Finding(
            code(),
            mark,
            "does not evaluate its rules in time, so its alerts come late or not at all",
            evidence,
            """
            1. See which group, and how long it takes. Costs nothing.
               curl -fsS %s/metrics | grep -E '^prometheus_rule_group_(last_duration|interval|last_evaluation)'
            2. Make its queries cheaper, its interval longer, or split it, and load that. Costs no samples of targets.
               promtool check rules /etc/prometheus/rules.yml && systemctl reload prometheus
            """
                .formatted(Plain.url(visit.instance()))));
  }
}
