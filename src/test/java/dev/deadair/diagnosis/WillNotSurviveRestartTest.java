package dev.deadair.diagnosis;

import static dev.deadair.diagnosis.Code.WILL_NOT_SURVIVE_RESTART;
import static dev.deadair.liveness.Signal.COMPACTIONS;
import static dev.deadair.liveness.Signal.COMPACTIONS_FAILED;
import static dev.deadair.liveness.Signal.WAL_CORRUPTIONS;
import static dev.deadair.liveness.Signal.WAL_TRUNCATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Failure;
import dev.deadair.probe.Recorded;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WillNotSurviveRestartTest {
  private final Healthy healthy =
      Healthy.since(Patient.START.minus(Duration.ofDays(3)))
          .with(COMPACTIONS, 30)
          .with(WAL_TRUNCATIONS, 15);
  private final Healthy failedOnce =
      healthy.goesOn().with(COMPACTIONS, 31).with(COMPACTIONS_FAILED, 1);
  private final Healthy failedTwice =
      failedOnce.goesOn().with(COMPACTIONS, 32).with(COMPACTIONS_FAILED, 2);
  private final Patient patient = new Patient(Patient.START);

  @Test
  void theFirstFailedCycleIsASign() {
    patient.reads(healthy.scrape()).reads(failedOnce.scrape());

    var finding = patient.finding(WILL_NOT_SURVIVE_RESTART).orElseThrow();
    assertThat(finding.summary()).contains("probably");
    assertThat(finding.since()).isEqualTo(patient.now.wall());
    assertThat(finding.evidence())
        .containsExactly(
            "prometheus_tsdb_compactions_failed_total rose by 1",
            "seen at 2023-05-03 00:00:30 UTC",
            "prometheus_tsdb_wal_truncations_total has not risen since");
    assertThat(finding.action())
        .contains("curl -fsS -X POST http://prometheus4001:9090/api/v1/admin/tsdb/snapshot")
        .doesNotContain("secret");
    assertThat(confirmed()).isFalse();
  }

  @Test
  void aSecondFailedCycleWithoutATruncationInBetweenConfirmsIt() {
    patient.reads(healthy.scrape()).reads(failedOnce.scrape()).reads(failedTwice.scrape());

    assertThat(confirmed()).isTrue();
  }

  @Test
  void aTruncationInBetweenLeavesItASign() {
    var truncated = failedOnce.goesOn().with(WAL_TRUNCATIONS, 16);
    var failedAgain = truncated.goesOn().with(COMPACTIONS, 33).with(COMPACTIONS_FAILED, 2);
    patient.reads(healthy.scrape()).reads(failedOnce.scrape()).reads(truncated.scrape());

    patient.reads(failedAgain.scrape());

    assertThat(confirmed()).isFalse();
  }

  @Test
  void itStaysForAsLongAsNothingSucceeds() {
    patient.reads(healthy.scrape()).reads(failedOnce.scrape());
    var next = failedOnce;
    for (var i = 0; i < 1000; i++) {
      next = next.goesOn();
      patient.reads(next.scrape());
    }

    assertThat(patient.codes()).containsExactly(WILL_NOT_SURVIVE_RESTART);
  }

  @Test
  void aCompactionAndATruncationThatSucceedEndIt() {
    patient.reads(healthy.scrape()).reads(failedOnce.scrape());
    var compacted = failedOnce.goesOn().with(COMPACTIONS, 32);

    assertThat(patient.reads(compacted.scrape()).codes()).containsExactly(WILL_NOT_SURVIVE_RESTART);
    assertThat(patient.reads(compacted.goesOn().with(WAL_TRUNCATIONS, 16).scrape()).codes())
        .isEmpty();
  }

  @Test
  void aStartThatSucceedsEndsItAndOnlyOnceItIsReady() {
    patient.reads(healthy.scrape()).reads(failedTwice.scrape()).fails(Failure.Kind.REFUSED);
    var reborn = Healthy.since(patient.now.wall());

    assertThat(patient.answersUnready(reborn.unready().scrape()).codes())
        .containsExactly(WILL_NOT_SURVIVE_RESTART);
    assertThat(patient.reads(reborn.scrape()).codes()).isEmpty();
  }

  @Test
  void aLogThatRotsInALifeIsASignAndOneThatAStartRepairedIsNot() {
    patient.reads(healthy.with(WAL_CORRUPTIONS, 1).scrape());
    assertThat(patient.codes()).doesNotContain(WILL_NOT_SURVIVE_RESTART);

    patient.reads(healthy.goesOn().with(WAL_CORRUPTIONS, 2).scrape());
    assertThat(patient.codes()).contains(WILL_NOT_SURVIVE_RESTART);
  }

  /** Met in the middle: the counters of this life say it all. */
  @ParameterizedTest
  @ValueSource(strings = {"2.42", "2.53", "3.5"})
  void aServerWithAHoleInItsLogIsFoundAtFirstSight(String version) {
    var scrape = Recorded.scrape(version + "/metrics_live_nonsequential_wal.txt");
    patient.now = patient.now.at(scrape.headMaxTime().orElseThrow());

    patient.reads(scrape);

    assertThat(patient.codes()).containsExactly(WILL_NOT_SURVIVE_RESTART);
    assertThat(confirmed()).isTrue();
  }

  private boolean confirmed() {
    return patient.diagnoses.isConfirmed(Patient.ID, WILL_NOT_SURVIVE_RESTART);
  }
}
