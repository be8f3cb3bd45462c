package dev.deadair.diagnosis;

import static dev.deadair.liveness.Signal.ALERTMANAGERS;
import static dev.deadair.liveness.Signal.CONFIG_RELOAD_TIME;
import static dev.deadair.liveness.Signal.NOTIFICATIONS_DROPPED;
import static dev.deadair.liveness.Signal.NOTIFICATIONS_SENT;
import static dev.deadair.liveness.Signal.RULE_EVALUATIONS;
import static dev.deadair.liveness.Signal.RULE_EVALUATION_NEWEST;
import static dev.deadair.liveness.Signal.RULE_EVALUATION_OLDEST;
import static dev.deadair.liveness.Signal.RULE_INTERVAL_LONGEST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whose alerts reach nobody, and whose only come late. */
class AlertPathBrokenTest {
  private final Patient patient = new Patient(Patient.START);
  private Healthy server =
      Healthy.since(Patient.START).with(RULE_INTERVAL_LONGEST, 60).with(ALERTMANAGERS, 1);

  @Test
  void whatIsDroppedByAServerThatKnowsAnAlertmanagerReachesNobody() {
    reads(server.with(NOTIFICATIONS_SENT, 10));
    reads(server.with(NOTIFICATIONS_SENT, 11).with(NOTIFICATIONS_DROPPED, 1));

    assertThat(patient.codes()).containsExactly(Code.NOTIFICATIONS_DROPPED, Code.ALERT_PATH_BROKEN);
    assertThat(patient.finding(Code.NOTIFICATIONS_DROPPED).orElseThrow().evidence())
        .contains("prometheus_notifications_alertmanagers_discovered is 1");
  }

  @Test
  void whatIsDroppedInTheSecondsBeforeItMeetsItsAlertmanagersSaysNothingOfThem() {
    reads(server.with(ALERTMANAGERS, 0));
    reads(server.with(ALERTMANAGERS, 0).with(NOTIFICATIONS_DROPPED, 1));
    reads(server.with(NOTIFICATIONS_DROPPED, 2));

    assertThat(patient.codes()).containsExactly(Code.NOTIFICATIONS_DROPPED);
  }

  @Test
  void rulesOfWhichNoneIsEvaluatedAnyMoreReachNobody() {
    var stale =
        server.with(
            RULE_EVALUATION_NEWEST, (double) Patient.START.minusSeconds(600).getEpochSecond());
    reads(stale.with(RULE_EVALUATIONS, 100));
    reads(stale.with(RULE_EVALUATIONS, 100));

    assertThat(patient.codes()).contains(Code.ALERT_PATH_BROKEN);
  }

  @Test
  void rulesThatWereNeverEvaluatedSinceTheyWereLoadedAreLate() {
    var loaded = Patient.START.getEpochSecond();
    server =
        server
            .with(RULE_EVALUATION_NEWEST, 0)
            .with(RULE_EVALUATION_OLDEST, 0)
            .with(CONFIG_RELOAD_TIME, (double) loaded);
    for (var seconds = 0; seconds < 200; seconds += 15) {
      reads(server);
    }
    assertThat(patient.codes()).isEmpty();

    reads(server);
    reads(server);

    assertThat(patient.codes()).containsExactly(Code.RULES_STALLED, Code.ALERT_PATH_BROKEN);
    assertThat(patient.finding(Code.RULES_STALLED).orElseThrow().evidence())
        .anyMatch(each -> each.contains("not evaluated since its configuration was loaded"));
  }

  @Test
  void anEvaluationThatTakesManyIntervalsIsUnderWay() {
    var stale =
        server.with(
            RULE_EVALUATION_NEWEST, (double) Patient.START.minusSeconds(600).getEpochSecond());
    reads(stale.with(RULE_EVALUATIONS, 100));
    reads(stale.with(RULE_EVALUATIONS, 101));
    reads(stale.with(RULE_EVALUATIONS, 102));

    assertThat(patient.codes()).doesNotContain(Code.ALERT_PATH_BROKEN);
  }

  private void reads(Healthy next) {
    server = next;
    patient.reads(next.scrape());
  }
}
