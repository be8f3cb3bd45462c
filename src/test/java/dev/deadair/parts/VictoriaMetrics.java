package dev.deadair.parts;

import java.util.List;

/** A real single-node VictoriaMetrics; configured as a Prometheus is, as far as scrapes go. */
public final class VictoriaMetrics extends Part {

  /**
   * @param version as in {@code src/test/parts/fetch}, such as {@code 1.79}
   */
  public VictoriaMetrics(String version) {
    super("victoria-metrics-" + version, "victoria-metrics", "");
  }

  @Override
  List<String> ownFlags() {
    return List.of(
        "-promscrape.config=" + configFile(),
        "-httpListenAddr=" + address(),
        "-storageDataPath=" + dataDir());
  }
}
