package dev.deadair.alert;

/** Every alert we raise, with the severity it always has. */
public enum AlertName {
  SITE_ABSENT("PrometheusSiteAbsent", Severity.CRITICAL),
  GROUP_ABSENT("PrometheusGroupAbsent", Severity.CRITICAL),
  SITE_STALLED("PrometheusSiteStalled", Severity.WARNING),
  INSTANCE_DOWN("PrometheusInstanceDown", Severity.WARNING),
  WILL_NOT_RESTART("PrometheusWillNotRestart", Severity.WARNING),
  LAST_REPLICA_WILL_NOT_RESTART("PrometheusLastReplicaWillNotRestart", Severity.CRITICAL),
  INSTANCE_FINDING("PrometheusInstanceFinding", Severity.WARNING),
  ALERT_PATH_BROKEN("PrometheusAlertPathBroken", Severity.CRITICAL),
  LABELS_INVALID("PrometheusLabelsInvalid", Severity.WARNING),
  INGESTION_DROPPED("PrometheusIngestionDropped", Severity.WARNING),
  INGESTION_LOST("PrometheusIngestionLost", Severity.CRITICAL),
  BLIND("DeadairBlind", Severity.CRITICAL),
  UNDELIVERED("DeadairUndelivered", Severity.WARNING),
  STORE_FAILING("DeadairStoreFailing", Severity.WARNING),
  /** Unless it says otherwise: the only one that may. */
  DRILL("DeadairDrill", Severity.CRITICAL),
  HEARTBEAT("DeadairHeartbeat", Severity.NONE);

  private final String label;
  private final Severity severity;

  AlertName(String label, Severity severity) {
    this.label = label;
    this.severity = severity;
  }

  /** The value of the label {@code alertname}. */
  public String label() {
    return label;
  }

  public Severity severity() {
    return severity;
  }
}
