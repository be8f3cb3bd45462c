package dev.deadair.probe;

/** What a look asks for, in this order. */
public enum Endpoint {
  METRICS("/metrics"),
  HEALTHY("/-/healthy"),
  READY("/-/ready"),
  /** Only of a server that is not ready. */
  REPLAY("/api/v1/status/walreplay");

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  /** Its path below an instance's prefix, and its name in metrics. */
  public String path() {
    return path;
  }
}
