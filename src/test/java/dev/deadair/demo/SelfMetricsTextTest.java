package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Held against what a real server exposed: the fixtures of 3.5. */
class SelfMetricsTextTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures/3.5");
  private static final Pattern SAMPLE =
      Pattern.compile("(?<series>(?<name>[a-z_]+)(\\{(?<labels>[^}]*)})?) (?<value>\\S+)");
  private static final Instant START = Instant.parse("2023-05-05T00:27:00.250Z");
  private static final Workload WORKLOAD = new Workload(Duration.ofSeconds(1), 30, 100, 7);
  private static final Instant LATER = START.plusSeconds(100);

  @Test
  void itHasNoMetricNorLabelNorWordThatARealServerHasNot() throws IOException {
    var real = real("absent_ok.metrics.txt", "metrics_before_first_sample.txt");

    var told = text(LATER).lines().map(SelfMetricsTextTest::shape).distinct();

    assertThat(told.filter(line -> !real.contains(line))).isEmpty();
  }

  @Test
  void inReplayItLacksWhatARealServerLacksThen() throws IOException {
    var absent =
        Set.of(
            "prometheus_tsdb_head_samples_appended_total",
            "prometheus_target_interval_length_seconds_count",
            "prometheus_target_scrape_pool_targets");

    assertThat(names(real("replay_metrics.http"))).doesNotContainAnyElementsOf(absent);
    assertThat(samples(START)).doesNotContainKeys(absent.toArray(String[]::new));
    assertThat(names(Set.copyOf(text(START).lines().toList()))).doesNotContainAnyElementsOf(absent);
    assertThat(samples(START))
        .containsEntry("prometheus_ready", 0.0)
        .containsEntry("prometheus_tsdb_head_max_time", -9.223372036854776e+18);
  }

  @Test
  void itSaysWhatTheLifeHasDone() {
    var life = life();
    var said = samples(LATER);

    assertThat(said)
        .containsEntry("process_start_time_seconds", 1683246420.25)
        .containsEntry("prometheus_ready", 1.0)
        .containsEntry(
            "prometheus_tsdb_head_samples_appended_total{type=\"float\"}",
            (double) life.appended(LATER))
        .containsEntry(
            "prometheus_target_interval_length_seconds_count{interval=\"1s\"}",
            (double) life.intervals(LATER))
        .containsEntry(
            "prometheus_target_interval_length_seconds_sum{interval=\"1s\"}",
            (double) life.intervals(LATER))
        .containsEntry(
            "prometheus_tsdb_head_max_time",
            (double) life.newestSample(LATER).orElseThrow().toEpochMilli())
        .containsEntry("prometheus_target_scrape_pool_targets{scrape_job=\"node\"}", 20.0)
        .containsEntry("prometheus_target_scrape_pool_targets{scrape_job=\"services\"}", 10.0);
  }

  @Test
  void noCounterEverGoesBack() {
    var counters =
        text(LATER)
            .lines()
            .filter(line -> line.startsWith("# TYPE") && line.endsWith("counter"))
            .map(line -> line.replaceAll("^# TYPE | counter$", ""))
            .collect(Collectors.toSet());
    assertThat(counters).hasSizeGreaterThan(2);

    for (var now = START; now.isBefore(LATER); now = now.plusMillis(910)) {
      var before = samples(now);
      var after = samples(now.plusMillis(910));
      before.forEach(
          (series, value) -> {
            if (counters.contains(series.replaceFirst("\\{.*", ""))) {
              assertThat(after.get(series)).as(series).isGreaterThanOrEqualTo(value);
            }
          });
    }
  }

  private static ServerLife life() {
    return new ServerLife(START, Optional.of(START.plusSeconds(2)), Optional.empty(), WORKLOAD);
  }

  private static String text(Instant now) {
    return SelfMetricsText.of(life(), now);
  }

  private static Map<String, Double> samples(Instant now) {
    var samples = new HashMap<String, Double>();
    text(now)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              var sample = SAMPLE.matcher(line);
              assertThat(sample.matches()).as(line).isTrue();
              var before =
                  samples.put(sample.group("series"), Double.valueOf(sample.group("value")));
              assertThat(before).as("a series that is there twice: " + line).isNull();
            });
    return samples;
  }

  private static Set<String> real(String... fixtures) throws IOException {
    var lines = Stream.<String>builder();
    for (var fixture : fixtures) {
      Files.readAllLines(FIXTURES.resolve(fixture)).forEach(lines);
    }
    return lines.build().map(SelfMetricsTextTest::shape).collect(Collectors.toSet());
  }

  private static Set<String> names(Set<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[ {].*", ""))
        .collect(Collectors.toSet());
  }

  /** A line without its value and without what its labels say. */
  private static String shape(String line) {
    return line.startsWith("#")
        ? line
        : line.replaceFirst(" \\S+$", "").replaceAll("=\"[^\"]*\"", "");
  }
}
