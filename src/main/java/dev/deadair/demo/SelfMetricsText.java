package dev.deadair.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a simulated server exposes of itself at {@code /metrics}, worded as Prometheus 3.5 does. */
final class SelfMetricsText {

  /** Go's smallest {@code int64} in milliseconds: the newest sample of an empty head. */
  private static final String NO_TIME = "-9.223372036854776e+18";

  private static final String NO_TIME_SECONDS = "-9.223372036854776e+15";

  private final StringBuilder text = new StringBuilder(8 << 10);

  private SelfMetricsText() {}

  /** The exposition of {@code life} at {@code now}. */
  static String of(ServerLife life, Instant now) {
    var exposition = new SelfMetricsText();
    exposition.process(life, now);
    exposition.server(life, now);
    exposition.rules(life, now);
    exposition.targets(life, now);
    exposition.head(life, now);
    return exposition.text.toString();
  }

  private void process(ServerLife life, Instant now) {
    var seconds = life.age(now).toMillis() / 1000.0;
    family("go_goroutines", "gauge", "Number of goroutines that currently exist.");
    sample("go_goroutines", "", 31L + 2L * life.workload().targets());
    family("go_info", "gauge", "Information about the Go environment.");
    sample("go_info", "version=\"go1.27.1\"", 1);
    family(
        "process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.");
    sample("process_cpu_seconds_total", "", decimal(seconds * 0.04));
    family("process_open_fds", "gauge", "Number of open file descriptors.");
    sample("process_open_fds", "", 21L + life.workload().targets());
    family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.");
    sample("process_resident_memory_bytes", "", (72L << 20) + 4096 * life.series(now));
    family(
        "process_start_time_seconds",
        "gauge",
        "Start time of the process since unix epoch in seconds.");
    sample("process_start_time_seconds", "", seconds(life.started()));
  }

  private void server(ServerLife life, Instant now) {
    family(
        "prometheus_build_info",
        "gauge",
        "A metric with a constant '1' value labeled by version, revision, branch, goversion from"
            + " which prometheus was built, and the goos and goarch for the build.");
    sample(
        "prometheus_build_info",
        "branch=\"debian/sid\",goarch=\"amd64\",goos=\"linux\",goversion=\"go1.27.1\","
            + "revision=\"3.5.3+ds1-6\",tags=\"unknown\",version=\"3.5.3+ds1\"",
        1);
    family(
        "prometheus_config_last_reload_successful",
        "gauge",
        "Whether the last configuration reload attempt was successful.");
    sample("prometheus_config_last_reload_successful", "", 1);
    family(
        "prometheus_ready",
        "gauge",
        "Whether Prometheus startup was fully completed and the server is ready for normal"
            + " operation.");
    sample("prometheus_ready", "", life.isReady(now) ? 1 : 0);
  }

  private void rules(ServerLife life, Instant now) {
    var group = "rule_group=\"/etc/prometheus/rules/recording.yaml;ops\"";
    var evaluations = life.ruleEvaluations(now);
    family(
        "prometheus_rule_group_iterations_total",
        "counter",
        "The total number of scheduled rule group evaluations, whether executed or missed.");
    sample("prometheus_rule_group_iterations_total", group, evaluations);
    family(
        "prometheus_rule_group_last_evaluation_samples",
        "gauge",
        "The number of samples returned during the last rule group evaluation.");
    sample(
        "prometheus_rule_group_last_evaluation_samples",
        group,
        evaluations > 0 ? life.workload().ruleSamples() : 0);
  }

  private void targets(ServerLife life, Instant now) {
    var interval = life.workload().interval();
    var label = "interval=\"" + goDuration(interval) + "\"";
    var intervals = life.intervals(now);
    if (intervals > 0) {
      var name = "prometheus_target_interval_length_seconds";
      family(name, "summary", "Actual intervals between scrapes.");
      var median = decimal(interval.toMillis() / 1000.0);
      sample(name, label + ",quantile=\"0.5\"", median);
      sample(name, label + ",quantile=\"0.99\"", median);
      sample(name + "_sum", label, decimal(interval.toMillis() / 1000.0 * intervals));
      sample(name + "_count", label, intervals);
    }
    if (life.isReady(now)) {
      var name = "prometheus_target_scrape_pool_targets";
      var services = life.workload().targets() / 3;
      family(name, "gauge", "Current number of targets in this scrape pool.");
      sample(name, "scrape_job=\"node\"", life.workload().targets() - services);
      sample(name, "scrape_job=\"services\"", services);
    }
  }

  private void head(ServerLife life, Instant now) {
    var newest = life.newestSample(now);
    var series = life.series(now);
    family("prometheus_tsdb_head_chunks", "gauge", "Total number of chunks in the head block.");
    sample("prometheus_tsdb_head_chunks", "", series);
    family(
        "prometheus_tsdb_head_max_time",
        "gauge",
        "Maximum timestamp of the head block. The unit is decided by the library consumer.");
    sample(
        "prometheus_tsdb_head_max_time",
        "",
        newest.map(at -> Long.toString(at.toEpochMilli())).orElse(NO_TIME));
    family(
        "prometheus_tsdb_head_max_time_seconds", "gauge", "Maximum timestamp of the head block.");
    sample(
        "prometheus_tsdb_head_max_time_seconds",
        "",
        newest.map(at -> Long.toString(at.getEpochSecond())).orElse(NO_TIME_SECONDS));
    var appended = life.appended(now);
    if (appended > 0) {
      // Before the first sample neither child is there.
      var name = "prometheus_tsdb_head_samples_appended_total";
      family(name, "counter", "Total number of appended samples.");
      sample(name, "type=\"float\"", appended);
      sample(name, "type=\"histogram\"", 0);
    }
    family("prometheus_tsdb_head_series", "gauge", "Total number of series in the head block.");
    sample("prometheus_tsdb_head_series", "", series);
    family("prometheus_tsdb_wal_corruptions_total", "counter", "Total number of WAL corruptions.");
    sample("prometheus_tsdb_wal_corruptions_total", "", 0);
  }

  private void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void sample(String name, String labels, long value) {
    sample(name, labels, Long.toString(value));
  }

  private void sample(String name, String labels, String value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }

  private static String seconds(Instant at) {
    return decimal(at.toEpochMilli() / 1000.0);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String goDuration(Duration interval) {
    return interval.toMillisPart() == 0 ? interval.toSeconds() + "s" : interval.toMillis() + "ms";
  }
}
