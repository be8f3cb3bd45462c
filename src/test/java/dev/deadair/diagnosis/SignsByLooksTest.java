package dev.deadair.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Signal;
import dev.deadair.probe.Recorded;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignsByLooksTest {
  private final Healthy healthy = Healthy.since(Patient.START.minus(Duration.ofDays(3)));
  private final Patient patient = new Patient(Patient.START);

  @Test
  void aServerThatTakesConnectionsAndAnswersNothingIsHung() {
    patient.reads(healthy.scrape());
    for (var i = 0; i < 5; i++) {
      patient.fails(Failure.Kind.READ_TIMEOUT);
    }
    assertThat(patient.codes()).containsExactly(Code.HUNG);

    assertThat(patient.reads(healthy.goesOn().goesOn().scrape()).codes()).isEmpty();
  }

  @Test
  void aServerThatRefusesIsNotHung() {
    patient.reads(healthy.scrape());
    for (var i = 0; i < 5; i++) {
      patient.fails(Failure.Kind.REFUSED);
    }
    assertThat(patient.codes()).isEmpty();
  }

  @Test
  void aRepairIsToldUntilTheLogIsTruncated() {
    var repaired = healthy.with(Signal.WAL_CORRUPTIONS, 1);
    assertThat(patient.reads(repaired.scrape()).codes()).containsExactly(Code.WAL_REPAIRED);
    assertThat(patient.reads(repaired.goesOn().scrape()).codes())
        .containsExactly(Code.WAL_REPAIRED);

    var truncated = repaired.goesOn().goesOn().with(Signal.WAL_TRUNCATIONS, 1);
    assertThat(patient.reads(truncated.scrape()).codes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.42", "3.5"})
  void aSampleInTheFutureIsNoFreshness(String version) {
    var scrape = Recorded.scrape(version + "/absent_future_9min_ts.metrics.txt");
    var at = scrape.headMaxTime().orElseThrow().minus(Duration.ofMinutes(9));

    assertThat(new Patient(at).reads(scrape).codes()).containsExactly(Code.HEAD_IN_FUTURE);
  }
}
