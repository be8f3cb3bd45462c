package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.probe.Exposition.Read;
import dev.deadair.probe.Samples.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SelfMetricsTest {

  @Test
  void aServerTellsWhatItAppendsAndWhatItSendsOn() {
    var samples = samples("3.5/metrics_rw_am_down_reload_failed.txt");

    assertThat(samples.value("process_start_time_seconds")).hasValue(1.79535056746e9);
    assertThat(samples.value("prometheus_ready")).hasValue(1);
    assertThat(samples.by("prometheus_build_info", "version")).containsOnlyKeys("3.5.3+ds1");
    assertThat(samples.of("prometheus_tsdb_head_samples_appended_total")).hasSize(2);
    assertThat(samples.sum("prometheus_tsdb_head_samples_appended_total")).hasValue(6699);
    assertThat(samples.value("prometheus_tsdb_head_max_time")).hasValue(1.795350579437e12);
    assertThat(samples.by("prometheus_target_interval_length_seconds_count", "interval"))
        .isEqualTo(Map.of("1s", 10.0));
    assertThat(samples.by("prometheus_target_scrape_pool_targets", "scrape_job"))
        .isEqualTo(Map.of("exp", 1.0, "self", 1.0));
    assertThat(samples.by("prometheus_rule_group_last_evaluation_samples", "rule_group"))
        .isEqualTo(Map.of("/srv/prometheus/rules.yml;g", 4.0));
    assertThat(samples.of("prometheus_remote_storage_queue_highest_sent_timestamp_seconds"))
        .containsExactly(
            new Sample(Map.of("remote_name", "bf5c64", "url", "http://127.0.0.1:21094/write"), 0));
    assertThat(samples.sum("vm_rows_inserted_total")).isEmpty();
  }

  @Test
  void aServerThatHasAppendedNothingYetHasNoCounterAndAnImpossibleHead() {
    var samples = samples("2.42/metrics_before_first_sample.txt");

    assertThat(samples.sum("prometheus_tsdb_head_samples_appended_total")).isEmpty();
    assertThat(samples.value("prometheus_tsdb_head_max_time")).hasValue(Long.MIN_VALUE);
  }

  @Test
  void anAgentHasNoHead() {
    var samples = samples("3.5/agent_metrics.txt");

    assertThat(samples.value("prometheus_tsdb_head_max_time")).isEmpty();
    assertThat(samples.sum("prometheus_agent_samples_appended_total")).hasValue(4060);
    assertThat(samples.value("prometheus_remote_storage_highest_timestamp_in_seconds"))
        .hasValue(1.795351745e9);
  }

  @Test
  void victoriaMetricsCountsRowsByProtocol() {
    var rows = samples("vm/metrics.http").by("vm_rows_inserted_total", "type");

    assertThat(rows).hasSize(11).containsEntry("promscrape", 3663.0).containsEntry("influx", 0.0);
  }

  private static Samples samples(String fixture) {
    var body = Expositions.of(fixture);
    var reader = new ExpositionReader(SelfMetrics.WANTED);
    reader.accept(body, 0, body.length);
    return ((Read) reader.finish()).samples();
  }
}
