package dev.deadair.probe;

/** What a look asks for, in this order. */
public enum Endpoint {
  METRICS("/metrics"),
  HEALTHY("/-/healthy"),
  READY("/-/ready"),
  /** Only of a server that is not ready. */
  REPLAY("/api/v1/status/walreplay"),

  // Slow looks only
  CONFIGURATION("/api/v1/status/config"),
  RUNTIME("/api/v1/status/runtimeinfo"),
  FLAGS("/api/v1/status/flags"),
  JOBS_DOWN(
      "/api/v1/query",
      "?timeout=5s&query=topk%2812%2C%20count%20by%20%28job%29%20%28up%20%3D%3D%200%29%29");

  private final String path;
  private final String query;

  Endpoint(String path) {
    this(path, "");
  }

  Endpoint(String path, String query) {
    this.path = path;
    this.query = query;
  }

  /** What follows its path in a request. */
  String query() {
    return query;
  }

  /** Its path below an instance's prefix, and its name in metrics. */
  public String path() {
    return path;
  }
}
