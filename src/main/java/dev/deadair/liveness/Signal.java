package dev.deadair.liveness;

/**
 * A number by which a server tells of its own health, for diagnosis. No judgement rests on it, but
 * for what {@link Traffic} needs to tell data from noise.
 *
 * <p>Which of them move in which failure was measured on Prometheus 2.42, 2.53 and 3.5; a version
 * that does not expose one leaves it out.
 */
public enum Signal {
  COMPACTIONS("prometheus_tsdb_compactions_total", Fold.SUM),
  COMPACTIONS_FAILED("prometheus_tsdb_compactions_failed_total", Fold.SUM),
  CHECKPOINT_CREATIONS("prometheus_tsdb_checkpoint_creations_total", Fold.SUM),
  CHECKPOINT_CREATIONS_FAILED("prometheus_tsdb_checkpoint_creations_failed_total", Fold.SUM),
  CHECKPOINT_DELETIONS_FAILED("prometheus_tsdb_checkpoint_deletions_failed_total", Fold.SUM),
  HEAD_TRUNCATIONS("prometheus_tsdb_head_truncations_total", Fold.SUM),
  HEAD_TRUNCATIONS_FAILED("prometheus_tsdb_head_truncations_failed_total", Fold.SUM),
  WAL_TRUNCATIONS("prometheus_tsdb_wal_truncations_total", Fold.SUM),
  WAL_TRUNCATIONS_FAILED("prometheus_tsdb_wal_truncations_failed_total", Fold.SUM),
  WAL_WRITES_FAILED("prometheus_tsdb_wal_writes_failed_total", Fold.SUM),
  WAL_CORRUPTIONS("prometheus_tsdb_wal_corruptions_total", Fold.SUM),
  WAL_REPLAY_UNKNOWN_REFS("prometheus_tsdb_wal_replay_unknown_refs_total", Fold.SUM),
  WAL_SEGMENT("prometheus_tsdb_wal_segment_current", Fold.MAX),
  WAL_SIZE("prometheus_tsdb_wal_storage_size_bytes", Fold.SUM),
  MMAP_CHUNK_CORRUPTIONS("prometheus_tsdb_mmap_chunk_corruptions_total", Fold.SUM),
  BLOCK_RELOADS_FAILED("prometheus_tsdb_reloads_failures_total", Fold.SUM),
  BLOCKS_LOADED("prometheus_tsdb_blocks_loaded", Fold.SUM),
  /** Milliseconds; Go's MaxInt64 while there is no data. */
  LOWEST_TIMESTAMP("prometheus_tsdb_lowest_timestamp", Fold.MIN),
  TIME_RETENTIONS("prometheus_tsdb_time_retentions_total", Fold.SUM),
  SIZE_RETENTIONS("prometheus_tsdb_size_retentions_total", Fold.SUM),
  /** Seconds that the last replay took; 0 while it is under way. */
  REPLAY_DURATION("prometheus_tsdb_data_replay_duration_seconds", Fold.MAX),
  /** Appends that have begun and are not committed: more than 0 for a moment only. */
  ACTIVE_APPENDERS("prometheus_tsdb_head_active_appenders", Fold.SUM),
  HEAD_SERIES("prometheus_tsdb_head_series", Fold.SUM),
  SERIES_CREATED("prometheus_tsdb_head_series_created_total", Fold.SUM),
  TARGET_SYNCS("prometheus_target_scrape_pool_sync_total", Fold.SUM),
  OUT_OF_BOUNDS("prometheus_target_scrapes_sample_out_of_bounds_total", Fold.SUM),
  OUT_OF_BOUNDS_HEAD("prometheus_tsdb_out_of_bound_samples_total", Fold.SUM),
  SAMPLE_LIMIT_EXCEEDED("prometheus_target_scrapes_exceeded_sample_limit_total", Fold.SUM),
  /** Of dialers that are named after a scrape job, as all that scrape are. */
  SCRAPE_CONNECTIONS_ATTEMPTED("net_conntrack_dialer_conn_attempted_total", Fold.SUM),
  SCRAPE_CONNECTIONS_ESTABLISHED("net_conntrack_dialer_conn_established_total", Fold.SUM),
  DISCOVERED_TARGETS("prometheus_sd_discovered_targets", Fold.SUM),
  CONFIG_RELOADED("prometheus_config_last_reload_successful", Fold.MIN),
  CONFIG_RELOAD_TIME("prometheus_config_last_reload_success_timestamp_seconds", Fold.MAX),
  RULE_EVALUATIONS("prometheus_rule_evaluations_total", Fold.SUM),
  RULE_EVALUATION_FAILURES("prometheus_rule_evaluation_failures_total", Fold.SUM),
  RULE_ITERATIONS_MISSED("prometheus_rule_group_iterations_missed_total", Fold.SUM),
  /** Seconds since the epoch: the group that was evaluated longest ago. */
  RULE_EVALUATION_OLDEST("prometheus_rule_group_last_evaluation_timestamp_seconds", Fold.MIN),
  /** Seconds since the epoch: the group that was evaluated last. */
  RULE_EVALUATION_NEWEST("prometheus_rule_group_last_evaluation_timestamp_seconds", Fold.MAX),
  /** Seconds: the group that is evaluated least often. */
  RULE_INTERVAL_LONGEST("prometheus_rule_group_interval_seconds", Fold.MAX),
  ALERTMANAGERS("prometheus_notifications_alertmanagers_discovered", Fold.SUM),
  NOTIFICATIONS_SENT("prometheus_notifications_sent_total", Fold.SUM),
  NOTIFICATIONS_ERRORS("prometheus_notifications_errors_total", Fold.SUM),
  NOTIFICATIONS_DROPPED("prometheus_notifications_dropped_total", Fold.SUM),
  /** Seconds since the epoch: the newest sample of those that are handed to the remotes. */
  REMOTE_NEWEST("prometheus_remote_storage_highest_timestamp_in_seconds", Fold.MAX),
  REMOTE_SAMPLES_PENDING("prometheus_remote_storage_samples_pending", Fold.SUM),
  REMOTE_SAMPLES_FAILED("prometheus_remote_storage_samples_failed_total", Fold.SUM),
  AGENT_CORRUPTIONS("prometheus_agent_corruptions_total", Fold.SUM),
  AGENT_CHECKPOINT_CREATIONS_FAILED("prometheus_agent_checkpoint_creations_failed_total", Fold.SUM),
  MEMORY("process_resident_memory_bytes", Fold.SUM),
  OPEN_FILES("process_open_fds", Fold.SUM),
  MAX_FILES("process_max_fds", Fold.SUM);

  /** What becomes of several series of the metric. */
  public enum Fold {
    SUM,
    MIN,
    MAX
  }

  private final String metric;
  private final Fold fold;

  Signal(String metric, Fold fold) {
    this.metric = metric;
    this.fold = fold;
  }

  /** The name under which the server exposes it. */
  public String metric() {
    return metric;
  }

  public Fold fold() {
    return fold;
  }
}
