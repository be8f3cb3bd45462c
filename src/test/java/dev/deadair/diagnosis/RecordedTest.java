package dev.deadair.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.probe.Recorded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real servers told of themselves in known trouble, and in none. */
class RecordedTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2.42/metrics.txt",
        "2.42/absent_ok.metrics.txt",
        "2.42/metrics_before_first_sample.txt",
        "2.53/metrics.txt",
        "2.53/metrics_before_first_sample.txt",
        "3.5/metrics.txt",
        "3.5/absent_ok.metrics.txt",
        "3.5/metrics_before_first_sample.txt",
        "2.42/agent_metrics.txt",
        "3.5/agent_metrics.txt",
        "vm/metrics.http"
      })
  void nothingIsWrongWithAHealthyServer(String fixture) {
    assertThat(met(fixture).diagnoses.of(Patient.ID)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2.42/disk_full.metrics.txt, WAL_WRITES_FAILING",
    "3.5/disk_full.metrics.txt, WAL_WRITES_FAILING",
    "2.42/disk_full.metrics.txt, WILL_NOT_SURVIVE_RESTART",
    "2.42/metrics_rw_am_down_reload_failed.txt, RELOAD_FAILED",
    "2.53/metrics_rw_am_down_reload_failed.txt, RELOAD_FAILED",
    "3.5/metrics_rw_am_down_reload_failed.txt, RELOAD_FAILED",
  })
  void aFailureIsSeenForWhatItIs(String fixture, Code code) {
    var finding = met(fixture).finding(code).orElseThrow();

    assertThat(finding.summary()).isNotBlank().doesNotContain("\n");
    assertThat(finding.evidence()).isNotEmpty();
    assertThat(finding.action()).isNotBlank();
  }

  /** A server met for the first time, at the time of its newest sample. */
  private static Patient met(String fixture) {
    var scrape = Recorded.scrape(fixture);
    var at = scrape.headMaxTime().orElse(scrape.processStart().plusSeconds(10));
    return new Patient(at.minus(Patient.INTERVAL)).reads(scrape);
  }
}
