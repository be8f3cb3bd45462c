package dev.deadair.parts;

import java.util.List;

/** A real Prometheus in agent mode, which scrapes itself every second and sends it to a remote. */
public final class Agent extends Part {
  private final String mode;

  /**
   * @param version as in {@code src/test/parts/fetch}, such as {@code 2.42}
   * @param remote what it sends to: a server with {@link Prometheus#RECEIVER}
   */
  public Agent(String version, Prometheus remote) {
    super("prometheus-" + version, "prometheus", "");
    mode = version.startsWith("2.") ? "--enable-feature=agent" : "--agent";
    configure(Prometheus.scraping(url()) + sendingTo(remote));
  }

  /** The lines of a configuration that send everything to {@code remote}. */
  public static String sendingTo(Prometheus remote) {
    return """
    remote_write:
      - url: "%s/api/v1/write"
    """
        .formatted(remote.url());
  }

  @Override
  List<String> ownFlags() {
    return toolkitFlags(mode, "--storage.agent.path=" + dataDir());
  }
}
