package dev.deadair.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A real Prometheus, which scrapes itself every second unless configured otherwise. */
public final class Prometheus extends Part {
  /** The flag that makes it take what an {@link Agent} sends. */
  public static final String RECEIVER = "--web.enable-remote-write-receiver";

  private static final Pattern APPENDED =
      Pattern.compile(
          "^prometheus_tsdb_head_samples_appended_total\\S* (\\S+)$", Pattern.MULTILINE);

  /**
   * @param version as in {@code src/test/parts/fetch}, such as {@code 2.42}
   */
  public Prometheus(String version) {
    this(version, "");
  }

  /** One whose HTTP face lives under a path, such as {@code /ops}. */
  public Prometheus(String version, String prefix) {
    super("prometheus-" + version, "prometheus", prefix);
    configure(scraping(url()));
  }

  private Prometheus(String version, Port port) {
    super("prometheus-" + version, "prometheus", "", port);
    configure(scraping(url()));
  }

  /** One on the same port of another loopback address, as replicas on two machines are. */
  public static Prometheus twin(String version, Prometheus of, String host) {
    return new Prometheus(version, new Port(host, of.port()));
  }

  @Override
  List<String> ownFlags() {
    return toolkitFlags("--storage.tsdb.path=" + dataDir());
  }

  /**
   * A configuration that scrapes servers every second.
   *
   * @param urls where their HTTP faces are, path prefix included
   */
  public static String scraping(String... urls) {
    return Arrays.stream(urls)
        .map(URI::create)
        .map(
            url ->
                """
                      - targets: ["%s"]
                        labels: {__metrics_path__: "%s/metrics"}
                """
                    .formatted(url.getAuthority(), url.getPath()))
        .collect(
            Collectors.joining(
                "",
                """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: prometheus
                    static_configs:
                """,
                ""));
  }

  /**
   * Waits until it has appended samples after this call. The first ones of a life come 3 to 6 s
   * after it is ready: discovery ticks every 5 s.
   */
  public void awaitSamples() {
    awaitReady();
    var before = samplesAppended();
    awaitTrue("appending samples", Duration.ofMillis(250), () -> samplesAppended() > before);
  }

  /** Its write-ahead log, to look at or to break while it is dead. */
  public Wal wal() {
    return new Wal(dataDir().resolve("wal"));
  }

  /** Gives it at least so many WAL segments, and leaves it killed: each life begins a new one. */
  public void growWal(int segments) {
    kill();
    while (wal().segments().size() < segments) {
      start();
      awaitReady();
      kill();
    }
  }

  /** Puts a copy of another server's data directory in the place of its own, while it is dead. */
  public void replaceData(Path dataDir) {
    clearData();
    copyData(dataDir);
  }

  /** Deletes its data directory, while it is dead. */
  public void clearData() {
    try (var files = Files.walk(dataDir())) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins the data directory, before the first start, with a copy of another server's. */
  public void copyData(Path dataDir) {
    try (var files = Files.walk(dataDir)) {
      for (var file : (Iterable<Path>) files::iterator) {
        Files.copy(file, dataDir().resolve(dataDir.relativize(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Since its start, over all sample types; the family is absent before the first sample. */
  public double samplesAppended() {
    return APPENDED
        .matcher(get("/metrics").body())
        .results()
        .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
        .sum();
  }
}
