package dev.deadair.web;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.InstanceState;
import dev.deadair.liveness.SiteState;
import dev.deadair.view.InstanceView;
import dev.deadair.view.View;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  @Test
  void everySiteHasOneStateAndItIsTheOneShown() {
    var view = ApiTest.made();
    var series = series(ViewMetrics.of(view));

    for (var site : view.sites().values()) {
      var name = site.site().name();
      for (var word : ViewMetrics.SITE_STATES) {
        var labels = "{site=\"%s\",state=\"%s\"}".formatted(name, word);
        assertThat(series.get("deadair_site_state" + labels))
            .as(labels)
            .isEqualTo(word.equals(site.state().word()) ? "1" : "0");
      }
      assertThat(number(series, "deadair_site_no_data_seconds{site=\"%s\"}".formatted(name)))
          .isEqualTo(site.noData().at(view.at()).toMillis() / 1000.0);
    }
    assertThat(series.get("deadair_site_state{site=\"ulsfo\",state=\"absent\"}")).isEqualTo("1");
  }

  @Test
  void everyInstanceHasTheStateRateAndLastDataShown() {
    var view = ApiTest.made();
    var series = series(ViewMetrics.of(view));

    instances(view)
        .forEach(
            instance -> {
              var id = instance.instance();
              var labels =
                  "site=\"%s\",group=\"%s\",instance=\"%s\""
                      .formatted(id.site().name(), id.group().name(), id.name());
              for (var word : ViewMetrics.INSTANCE_STATES) {
                assertThat(
                        series.get(
                            "deadair_instance_state{%s,state=\"%s\"}".formatted(labels, word)))
                    .isEqualTo(word.equals(instance.state()) ? "1" : "0");
              }
              var rate = "deadair_instance_ingestion_samples_per_second{%s}".formatted(labels);
              var last = "deadair_instance_last_data_timestamp_seconds{%s}".formatted(labels);
              instance
                  .ingestionRate()
                  .ifPresentOrElse(
                      value -> assertThat(number(series, rate)).isEqualTo(value),
                      () -> assertThat(series).doesNotContainKey(rate));
              instance
                  .lastData()
                  .ifPresentOrElse(
                      at -> assertThat(number(series, last)).isEqualTo(at.toEpochMilli() / 1000.0),
                      () -> assertThat(series).doesNotContainKey(last));
            });
    assertThat(instances(view)).anyMatch(each -> each.lastData().isEmpty());
  }

  @Test
  void theWatcherShowsItsTurnItsJournalAndWhatItCouldNotDeliver() {
    var view = ApiTest.made();
    var series = series(ViewMetrics.of(view));

    assertThat(number(series, "deadair_last_tick_timestamp_seconds"))
        .isEqualTo(view.at().toEpochMilli() / 1000.0);
    assertThat(series.get("deadair_store_writable")).isEqualTo("0");
    assertThat(number(series, "deadair_undelivered_seconds"))
        .isEqualTo(
            Duration.between(view.undeliveredSince().orElseThrow(), view.at()).toMillis() / 1000.0)
        .isPositive();
  }

  @Test
  void everyStateHasItsWord() {
    assertThat(words(SiteState.class)).hasSameElementsAs(ViewMetrics.SITE_STATES);
    assertThat(ViewMetrics.INSTANCE_STATES).containsAll(words(InstanceState.class).toList());
  }

  @Test
  void beforeTheFirstTurnNothingIsClaimed() {
    assertThat(ViewMetrics.of(View.BLANK)).isEmpty();
  }

  @Test
  void whatIsFedIsCounted() {
    try (var meters = new Meters("1.2.3")) {
      meters.requested("/metrics", Duration.ofMillis(30));
      meters.looked("answered");
      meters.looked("answered");
      meters.began(Duration.ofMillis(2));
      meters.paged("pagerduty", "first", "accepted");
      meters.ticked(Duration.ofMillis(7));

      var series = series(meters.exposition(TEXT));

      assertThat(series)
          .containsEntry("deadair_build_info{version=\"1.2.3\"}", "1")
          .containsEntry(
              "deadair_probe_duration_seconds_bucket{endpoint=\"/metrics\",le=\"0.025\"}", "0")
          .containsEntry(
              "deadair_probe_duration_seconds_bucket{endpoint=\"/metrics\",le=\"0.05\"}", "1")
          .containsEntry("deadair_probes_total{outcome=\"answered\"}", "2.0")
          .containsEntry("deadair_probe_lateness_seconds_count", "1")
          .containsEntry(
              "deadair_pages_total{outcome=\"accepted\",reason=\"first\",receiver=\"pagerduty\"}",
              "1.0")
          .containsEntry("deadair_tick_duration_seconds_sum", "0.007")
          .containsKey("jvm_memory_used_bytes{area=\"heap\",id=\"G1 Eden Space\"}")
          .containsKey("process_cpu_seconds_total");
    }
  }

  @Test
  void whoAsksForOpenMetricsGetsIt() throws Exception {
    try (var served = Served.showing(ApiTest.made())) {
      var text = served.get("/metrics");
      var open = served.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");

      assertThat(text.headers().firstValue("Content-Type")).contains(TEXT);
      assertThat(open.headers().firstValue("Content-Type"))
          .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(open.body()).endsWith("# EOF\n").containsOnlyOnce("# EOF");
      assertThat(text.body()).doesNotContain("# EOF");
    }
  }

  private static Stream<String> words(Class<?> states) {
    return Stream.of(states.getPermittedSubclasses())
        .map(each -> each.getSimpleName().replaceAll("(?<=.)(?=\\p{Lu})", "-"))
        .map(each -> each.toLowerCase(Locale.ROOT));
  }

  private static Stream<InstanceView> instances(View view) {
    return view.sites().values().stream()
        .flatMap(site -> site.groups().stream())
        .flatMap(group -> group.instances().stream());
  }

  private static double number(Map<String, String> series, String name) {
    assertThat(series).containsKey(name);
    return Double.parseDouble(series.get(name));
  }

  private static Map<String, String> series(String exposition) {
    return exposition
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(
            toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> line.substring(line.lastIndexOf(' ') + 1)));
  }
}
