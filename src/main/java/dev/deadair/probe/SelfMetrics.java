package dev.deadair.probe;

import static dev.deadair.probe.Wanted.metric;

import dev.deadair.liveness.Signal;
import dev.deadair.probe.Wanted.Metric;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics by which a server tells about itself, as far as a look reads them. */
final class SelfMetrics {

  static final Wanted WANTED = Wanted.of(Stream.concat(judged(), signals()).toList());

  /** The label that names a dialer, and for one that scrapes the job. */
  static final String DIALER = "dialer_name";

  private SelfMetrics() {}

  /** What judgement needs. */
  private static Stream<Metric> judged() {
    return Stream.of(
        // Every server
        metric("process_start_time_seconds"),
        metric("prometheus_ready"),
        metric("prometheus_build_info", "version"),

        // What is appended, and by whom
        metric("prometheus_tsdb_head_samples_appended_total"),
        metric("prometheus_tsdb_head_max_time"),
        metric("prometheus_tsdb_head_max_time_seconds"),
        metric("prometheus_target_interval_length_seconds_count", "interval"),
        metric("prometheus_target_scrape_pool_targets", "scrape_job"),
        metric("prometheus_rule_group_last_evaluation_samples", "rule_group"),
        metric("net_conntrack_dialer_conn_attempted_total", DIALER),
        metric("net_conntrack_dialer_conn_established_total", DIALER),
        metric("prometheus_rule_group_rules", "rule_group"),
        metric("prometheus_rule_evaluations_total", "rule_group"),
        metric("prometheus_rule_group_iterations_total", "rule_group"),
        metric("prometheus_rule_group_iterations_missed_total", "rule_group"),

        // Agents and whatever else sends on
        metric("prometheus_agent_samples_appended_total"),
        metric("prometheus_remote_storage_highest_timestamp_in_seconds"),
        metric(
            "prometheus_remote_storage_queue_highest_sent_timestamp_seconds", "remote_name", "url"),
        metric("prometheus_remote_storage_samples_pending", "remote_name", "url"),

        // VictoriaMetrics
        metric("vm_rows_inserted_total", "type"),
        metric("vm_promscrape_scrape_duration_seconds_count"),
        metric("vm_promscrape_targets"),
        metric("vm_app_version", "short_version"));
  }

  /** What diagnosis needs beside that. */
  private static Stream<Metric> signals() {
    var judged = judged().map(Metric::name).collect(Collectors.toSet());
    return Stream.of(Signal.values())
        .map(Signal::metric)
        .distinct()
        .filter(name -> !judged.contains(name))
        .map(name -> metric(name));
  }
}
