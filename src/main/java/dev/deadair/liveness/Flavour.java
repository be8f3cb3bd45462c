package dev.deadair.liveness;

/** What kind of server answers, recognised by the metrics it exposes. */
public enum Flavour {
  /** Prometheus 2.x or 3.x with a time series database of its own. */
  PROMETHEUS("prometheus"),
  /** Prometheus in agent mode: it only sends on, and produces as long as that advances. */
  AGENT("agent"),
  /** VictoriaMetrics, single node. */
  VICTORIA_METRICS("victoria-metrics");

  private final String word;

  Flavour(String word) {
    this.word = word;
  }

  /** The word of board, API and journal. */
  public String word() {
    return word;
  }
}
