package dev.deadair.diagnosis;

/** Every kind of finding: its word is part of the outside face and has a section in the manual. */
public enum Code {
  DOES_NOT_START("does-not-start", Severity.CRITICAL, Part.STORAGE),
  NOT_PERMITTED("not-permitted", Severity.CRITICAL, Part.STORAGE),
  BAD_CONFIGURATION("bad-configuration", Severity.CRITICAL, Part.PROCESS),
  SECOND_SERVER("second-server", Severity.CRITICAL, Part.PROCESS),
  OUT_OF_MEMORY("out-of-memory", Severity.CRITICAL, Part.PROCESS),
  DISK_FULL("disk-full", Severity.CRITICAL, Part.STORAGE),
  CRASH_LOOPING("crash-looping", Severity.WARNING, Part.PROCESS),
  REPLAYING("replaying", Severity.INFO, Part.PROCESS),
  REPLAY_STUCK("replay-stuck", Severity.WARNING, Part.PROCESS),
  SHUTDOWN_HANGS("shutdown-hangs", Severity.WARNING, Part.PROCESS),
  HUNG("hung", Severity.WARNING, Part.PROCESS),
  WAL_WRITES_FAILING("wal-writes-failing", Severity.CRITICAL, Part.STORAGE),
  WILL_NOT_SURVIVE_RESTART("will-not-survive-restart", Severity.WARNING, Part.STORAGE),
  BLOCK_RELOAD_FAILED("block-reload-failed", Severity.WARNING, Part.STORAGE),
  WAL_REPAIRED("wal-repaired", Severity.WARNING, Part.STORAGE),
  MMAP_CHUNKS_CORRUPT("mmap-chunks-corrupt", Severity.WARNING, Part.STORAGE),
  HISTORY_LOST("history-lost", Severity.WARNING, Part.STORAGE),
  COMPACTION_FAILING("compaction-failing", Severity.WARNING, Part.STORAGE),
  SEGMENTS_DELETED("segments-deleted", Severity.WARNING, Part.STORAGE),
  BLOCK_SKIPPED("block-skipped", Severity.WARNING, Part.STORAGE),
  BLOCKS_OVERLAP("blocks-overlap", Severity.INFO, Part.STORAGE),
  HEAD_CHUNKS_DROPPED("head-chunks-dropped", Severity.WARNING, Part.STORAGE),
  SERIES_UNKNOWN("series-unknown", Severity.WARNING, Part.STORAGE),
  UNCLEAN_STOP("unclean-stop", Severity.INFO, Part.PROCESS),
  HEAD_IN_FUTURE("head-in-future", Severity.WARNING, Part.CLOCK),
  CLOCK_SKEW("clock-skew", Severity.WARNING, Part.CLOCK),
  OUT_OF_BOUNDS("out-of-bounds", Severity.WARNING, Part.CLOCK),
  NO_TARGETS("no-targets", Severity.WARNING, Part.SCRAPE),
  IDLE("idle", Severity.WARNING, Part.SCRAPE),
  RELOAD_FAILED("reload-failed", Severity.WARNING, Part.SCRAPE),
  RELOAD_REFUSED("reload-refused", Severity.WARNING, Part.SCRAPE),
  SAMPLES_REFUSED("samples-refused", Severity.WARNING, Part.SCRAPE),
  TARGETS_REFUSED("targets-refused", Severity.WARNING, Part.SCRAPE),
  WINDOW_TOO_SHORT("window-too-short", Severity.WARNING, Part.SCRAPE),
  RULE_FAILING("rule-failing", Severity.WARNING, Part.ALERT_PATH),
  ALERTS_DROPPED("alerts-dropped", Severity.WARNING, Part.ALERT_PATH),
  REMOTE_FAILING("remote-failing", Severity.WARNING, Part.NETWORK_PATH),
  REMOTE_BEHIND("remote-behind", Severity.WARNING, Part.NETWORK_PATH),
  RELOAD_WAITS("reload-waits", Severity.WARNING, Part.NETWORK_PATH),
  RULES_STALLED("rules-stalled", Severity.WARNING, Part.ALERT_PATH),
  NOTIFICATIONS_DROPPED("notifications-dropped", Severity.WARNING, Part.ALERT_PATH),
  ALERT_PATH_BROKEN("alert-path-broken", Severity.WARNING, Part.ALERT_PATH),
  LABELS_INVALID("labels-invalid", Severity.WARNING, Part.UPLOAD),
  WRONG_SERVER("wrong-server", Severity.WARNING, Part.NETWORK_PATH);

  /** How much a finding wants of a person; ordered, the most urgent last. */
  public enum Severity {
    /** Good to know. */
    INFO("info"),
    /** Somebody has to do something, at working hours. */
    WARNING("warning"),
    /** Data is being lost, or the next step loses it. */
    CRITICAL("critical");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    /** The lower-case word of API and board. */
    public String word() {
      return word;
    }
  }

  /** The part of the path from target to query that a finding puts the fault in. */
  public enum Part {
    PROCESS("process"),
    STORAGE("storage"),
    NETWORK_PATH("network path"),
    SCRAPE("scrape"),
    CLOCK("clock"),
    UPLOAD("upload"),
    ALERT_PATH("alert path");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    /** How a verdict names it. */
    public String words() {
      return words;
    }
  }

  private final String word;
  private final Severity severity;
  private final Part part;

  Code(String word, Severity severity, Part part) {
    this.word = word;
    this.severity = severity;
    this.part = part;
  }

  /** The kebab-case word of API, metric and label. */
  public String word() {
    return word;
  }

  /** The severity that a finding of this kind has unless it knows better. */
  public Severity severity() {
    return severity;
  }

  public Part part() {
    return part;
  }
}
