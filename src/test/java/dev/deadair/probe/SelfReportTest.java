package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.Remote;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Scrape.RuleGroup;
import dev.deadair.liveness.Signal;
import dev.deadair.probe.Exposition.Read;
import dev.deadair.probe.Outcome.Failed;
import dev.deadair.probe.Outcome.Scraped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelfReportTest {

  private static final String STARTED = "process_start_time_seconds 1.79535044379e+09\n";

  @Test
  void aServerReportsAllThatIsWanted() {
    var scrape = fixture("2.42/metrics.txt");

    assertThat(scrape)
        .isEqualTo(
            new Scrape(
                Flavour.PROMETHEUS,
                Optional.empty(),
                Instant.parse("2026-11-22T12:27:23.790Z"),
                Optional.of(true),
                Optional.of("2.42.0+ds"),
                1393,
                Optional.of(Instant.parse("2026-11-22T12:27:30.889Z")),
                Map.of(Duration.ofSeconds(1), 1.0),
                Scrape.REPORTS,
                2,
                Map.of("exp", 1.0, "self", 1.0),
                Map.of(),
                Map.of(),
                scrape.signals()));
  }

  @Test
  void whatAServerTellsOfItsHealthIsKeptUnderTheNameItHasHere() {
    var signals = fixture("3.5/metrics_live_nonsequential_wal.txt").signals();

    assertThat(signals.get(Signal.COMPACTIONS_FAILED)).hasValue(5);
    assertThat(signals.get(Signal.WAL_CORRUPTIONS)).hasValue(0);
    assertThat(signals.get(Signal.CONFIG_RELOADED)).hasValue(1);
    assertThat(signals.get(Signal.AGENT_CORRUPTIONS)).isEmpty();
  }

  @Test
  void aRemoteThatNeverTookASampleIsOneForWhichSamplesWait() {
    assertThat(fixture("2.42/metrics_rw_am_down_reload_failed.txt").remotes())
        .isEqualTo(
            Map.of("f6c660 http://127.0.0.1:21094/write", new Remote(Optional.empty(), 3005)));
    assertThat(fixture("3.5/metrics_rw_am_down_reload_failed.txt").remotes())
        .isEqualTo(
            Map.of("bf5c64 http://127.0.0.1:21094/write", new Remote(Optional.empty(), 6699)));
  }

  @Test
  void ofTheAddressOfARemoteNothingIsKeptThatMayBeSecret() {
    var told =
        """
        process_start_time_seconds 1
        prometheus_remote_storage_samples_pending{remote_name="r",url="http://me:word@there/write?key=k"} 7
        prometheus_remote_storage_queue_highest_sent_timestamp_seconds{remote_name="r",url="http://me:word@there/write?key=k"} 9
        """;

    assertThat(Recorded.read(told.getBytes(UTF_8)).remotes())
        .isEqualTo(
            Map.of("r http://there/write", new Remote(Optional.of(Instant.ofEpochSecond(9)), 7)));
  }

  @Test
  void anAgentAndVictoriaMetricsAreKnownByWhatTheyExpose() {
    assertThat(fixture("3.5/agent_metrics.txt").flavour()).isEqualTo(Flavour.AGENT);
    assertThat(fixture("2.42/agent_metrics.txt").flavour()).isEqualTo(Flavour.AGENT);
    assertThat(fixture("vm/metrics.http").flavour()).isEqualTo(Flavour.VICTORIA_METRICS);
    assertThat(fixture("3.5/metrics_before_first_sample.txt").flavour())
        .isEqualTo(Flavour.PROMETHEUS);
  }

  @Test
  void aServerThatHasAppendedNothingYetHasAppendedNothingAndHasNoNewestSample() {
    var scrape = fixture("2.42/metrics_before_first_sample.txt");

    assertThat(scrape.appended()).isZero();
    assertThat(scrape.headMaxTime()).isEmpty();
    assertThat(scrape.ready()).contains(true);
  }

  @Test
  void aServerThatReplaysIsNotReadyAndHasAnOldNewestSample() {
    var scrape = fixture("3.5/replay_metrics.http");

    assertThat(scrape.ready()).contains(false);
    assertThat(scrape.appended()).isZero();
    assertThat(scrape.headMaxTime()).contains(Instant.parse("2026-11-22T12:34:25.648Z"));
  }

  @Test
  void ruleGroupsReportWhatTheyWrite() {
    var scrape = fixture("3.5/absent_no_targets_but_rule.metrics.txt");

    assertThat(scrape.ruleGroups())
        .isEqualTo(Map.of("/srv/prometheus/rules6.yml;g", new RuleGroup(29, 1, 1)));
    assertThat(scrape.targets()).isZero();
  }

  @Test
  void anAgentReportsWhatItAppended() {
    var scrape = fixture("3.5/agent_metrics.txt");

    assertThat(scrape.appended()).isEqualTo(4060);
    assertThat(scrape.headMaxTime()).contains(Instant.parse("2026-11-22T12:49:05Z"));
    assertThat(scrape.reports()).isEqualTo(5);
    assertThat(scrape.intervals()).isEqualTo(Map.of(Duration.ofSeconds(1), 9.0));
    assertThat(scrape.targets()).isEqualTo(2);
  }

  @Test
  void victoriaMetricsReportsTheRowsItInserted() {
    var scrape = fixture("vm/metrics.http");

    assertThat(scrape.appended()).isEqualTo(3663);
    assertThat(scrape.processStart()).isEqualTo(Instant.ofEpochSecond(1795351746));
    assertThat(scrape.ready()).isEmpty();
    assertThat(scrape.version()).isEmpty();
    assertThat(scrape.headMaxTime()).isEmpty();
  }

  @Test
  void whatVictoriaMetricsInsertedBeyondItsReportsIsWhatItScraped() {
    var scrape = fixture("vm/metrics.http");

    assertThat(scrape.intervals()).isEqualTo(Map.of(Duration.ZERO, 9.0));
    assertThat(scrape.targets()).isEqualTo(1);
    assertThat(scrape.appended() - 9 * scrape.reports()).isEqualTo(3609); // scraped_samples_sum
  }

  @Test
  void scrapesOfVictoriaMetricsThatGotNoAnswerCountTooAndSoDoTargetsThatAreDown() {
    var scrape =
        report(
            STARTED
                + """
                vm_rows_inserted_total{type="promscrape"} 186
                vm_promscrape_scrapes_total{status_code="200"} 0
                vm_promscrape_scrape_duration_seconds_count 31
                vm_promscrape_targets{type="static_configs", status="up"} 1
                vm_promscrape_targets{type="static_configs", status="down"} 2
                vm_promscrape_targets{type="file_sd_configs", status="down"} 4
                """);

    assertThat(scrape.intervals()).isEqualTo(Map.of(Duration.ZERO, 31.0));
    assertThat(scrape.appended() - 31 * scrape.reports()).isZero();
    assertThat(scrape.targets()).isEqualTo(7);
  }

  @Test
  void victoriaMetricsThatDoesNotScrapeHasNoIntervals() {
    assertThat(report(STARTED + "vm_rows_inserted_total{type=\"influx\"} 7\n").intervals())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', 6", "v1.79.5, 6", "v1.101.0, 6", "v1.102.0-rc2, 7", "v1.117.1, 7", "main, 6"})
  void victoriaMetricsReportsOneMoreForEachScrapeSince1Point102(String version, int reports) {
    var scrape =
        report(
            STARTED
                + "vm_rows_inserted_total{type=\"promscrape\"} 1\n"
                + "vm_app_version{version=\"x\", short_version=\""
                + version
                + "\"} 1\n");

    assertThat(scrape.reports()).isEqualTo(reports);
  }

  @Test
  void anAgentThatHasSentNothingYetHasNoNewestSample() {
    var scrape =
        report(
            STARTED
                + """
                prometheus_agent_corruptions_total 0
                prometheus_remote_storage_highest_timestamp_in_seconds 0
                """);

    assertThat(scrape.flavour()).isEqualTo(Flavour.AGENT);
    assertThat(scrape.headMaxTime()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.deadair.probe.Expositions#all")
  void everyRecordedServerReports(byte[] exposition) {
    assertThat(outcome(exposition)).isInstanceOf(Scraped.class);
  }

  @Test
  void intervalsAreReadAsGoPrintsThemAndScrapesAtAnUnreadableOneStillCount() {
    var scrape =
        report(
            STARTED
                + """
                prometheus_target_interval_length_seconds_count{interval="15s"} 1
                prometheus_target_interval_length_seconds_count{interval="1m0s"} 2
                prometheus_target_interval_length_seconds_count{interval="1h0m0s"} 3
                prometheus_target_interval_length_seconds_count{interval="soon"} 4
                prometheus_target_interval_length_seconds_count{interval="later"} NaN
                """);

    assertThat(scrape.intervals())
        .isEqualTo(
            Map.of(
                Duration.ofSeconds(15),
                1.0,
                Duration.ofMinutes(1),
                2.0,
                Duration.ofHours(1),
                3.0,
                Duration.ZERO,
                4.0));
  }

  @Test
  void whatOnlyCorrectsCountsAsNothingWhereItIsNoNumber() {
    var scrape =
        report(
            STARTED
                + """
                prometheus_target_scrape_pool_targets{scrape_job="a"} NaN
                prometheus_rule_group_iterations_total{rule_group="g"} 5
                prometheus_rule_group_last_evaluation_samples{rule_group="g"} +Inf
                prometheus_tsdb_head_max_time NaN
                """);

    assertThat(scrape.targets()).isZero();
    assertThat(scrape.ruleGroups()).isEqualTo(Map.of("g", new RuleGroup(5, 0, 1)));
    assertThat(scrape.headMaxTime()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "node_load1 0.3\n",
        "process_start_time_seconds NaN\n",
        "process_start_time_seconds -1\n",
        STARTED + "prometheus_tsdb_head_samples_appended_total{type=\"float\"} NaN\n",
        STARTED + "prometheus_tsdb_head_samples_appended_total{type=\"float\"} -5\n",
        STARTED + "vm_rows_inserted_total{type=\"promscrape\"} +Inf\n",
      })
  void whatIsNoServersReportIsUnreadable(String exposition) {
    assertThat(outcome(exposition.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.kind()).isEqualTo(Failure.Kind.UNREADABLE));
  }

  private static Scrape fixture(String name) {
    return ((Scraped) outcome(Expositions.of(name))).scrape();
  }

  private static Scrape report(String exposition) {
    return ((Scraped) outcome(exposition.getBytes(UTF_8))).scrape();
  }

  private static Outcome outcome(byte[] exposition) {
    var reader = new ExpositionReader(SelfMetrics.WANTED);
    reader.accept(exposition, 0, exposition.length);
    return SelfReport.of(((Read) reader.finish()).samples(), Optional.empty());
  }
}
