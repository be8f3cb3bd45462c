package dev.deadair.tsdb;

import static org.awaitility.Awaitility.await;

import dev.deadair.parts.Prometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Gives a real server hours of data in seconds, and asks how much of it a server has. */
public final class DataMaker {
  /** What a server must be started with to take all of it. */
  public static final String FEATURES = "--enable-feature=exemplar-storage,native-histograms";

  private static final int SERIES = 300;
  private static final int SPECIAL = 6;

  /** How many samples are written at once. */
  static final int AT_ONCE = SERIES + 2 * SPECIAL;

  private static final Duration STEP = Duration.ofSeconds(15);
  private static final Duration LONGEST_HEAD = Duration.ofHours(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Prometheus server;
  private Instant now;

  public DataMaker(Prometheus server, Instant from) {
    this.server = server;
    this.now = from;
  }

  Instant now() {
    return now;
  }

  /** Writes all series, step by step. */
  public void write(Duration span) throws Exception {
    for (var end = now.plus(span); now.isBefore(end); now = now.plus(STEP)) {
      var request = new RemoteWrite();
      for (var i = 0; i < SERIES; i++) {
        request.sample(
            labels("made", i), now.toEpochMilli(), (double) (i + now.getEpochSecond() % 1000));
      }
      for (var i = 0; i < SPECIAL; i++) {
        request.exemplar(labels("exemplary", i), now.toEpochMilli(), i);
        request.histogram(labels("native", i), now.toEpochMilli(), now.getEpochSecond() % 50);
      }
      post(request);
    }
  }

  /** Writes samples of a while ago, which come late. */
  void writeLate(Duration ago, int samples) throws Exception {
    var request = new RemoteWrite();
    for (var i = 0; i < samples; i++) {
      var time = now.minus(ago).plusMillis(i * 100L + 7);
      request.sample(labels("made", i % SERIES), time.toEpochMilli(), i);
    }
    post(request);
  }

  /**
   * Waits until the server has put into blocks what it will: it begins, beside the writing, when
   * the head is longer than a block and a half.
   */
  public void awaitCompaction() {
    var last = new AtomicReference<List<Entry>>(List.of());
    await("compaction")
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> headLength().compareTo(LONGEST_HEAD) <= 0 && isQuiet(last));
  }

  private Duration headLength() throws Exception {
    var request = HttpRequest.newBuilder(URI.create(server.url() + "/metrics")).build();
    var metrics = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    var newest = value(metrics, "prometheus_tsdb_head_max_time");
    return Duration.ofMillis((long) (newest - value(metrics, "prometheus_tsdb_head_min_time")));
  }

  private static double value(String metrics, String name) {
    var line = metrics.lines().filter(each -> each.startsWith(name + " ")).findFirst();
    return Double.parseDouble(line.orElseThrow().substring(name.length()));
  }

  /** Whether nothing was written since the last look. */
  private boolean isQuiet(AtomicReference<List<Entry>> last) throws IOException {
    var now = Listing.of(server.dataDir());
    return now.equals(last.getAndSet(now));
  }

  private static Map<String, String> labels(String name, int i) {
    return Map.of("__name__", name + "_total", "job", "maker", "instance", name + "-" + i);
  }

  private void post(RemoteWrite write) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/write"))
            .header("Content-Encoding", "snappy")
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(write.body()))
            .build();
    var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
  }
}
