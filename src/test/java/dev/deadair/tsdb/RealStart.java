package dev.deadair.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.deadair.parts.Prometheus;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * What a real server made of a data directory.
 *
 * @param starts whether it got ready
 * @param samples how many it serves; -1 where it answers with an error
 * @param log what it wrote
 */
record RealStart(boolean starts, long samples, String log) {
  /** Longer than anything that was made. */
  private static final int HOURS = 14;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,]+,\"(\\d+)\"]");

  /**
   * Starts a server on a copy of a directory.
   *
   * @param at when to look back from, over all that was made
   */
  static RealStart of(String version, Path data, Instant at) throws Exception {
    try (var server = new Prometheus(version)) {
      server.configure("global: {scrape_interval: 1h}");
      server.flags("--enable-feature=exemplar-storage,native-histograms");
      server.copyData(data);
      server.start();
      await("ready or dead")
          .atMost(Duration.ofSeconds(30))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !server.isAlive() || isReady(server));
      var starts = server.isAlive() && isReady(server);
      var samples = starts ? samples(version, server, at) : 0;
      server.kill();
      return new RealStart(starts, samples, server.log());
    }
  }

  private static boolean isReady(Prometheus server) throws InterruptedException {
    try {
      return get(server, "/-/ready").startsWith("200");
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Hour by hour, because a query only looks into blocks that claim to have something for it.
   * Blocks begin with an hour, and so no window reaches into the next one's: it ends a millisecond
   * before, and 2.x counts the window's first instant in, while 3.x leaves it out.
   */
  private static long samples(String version, Prometheus server, Instant at)
      throws IOException, InterruptedException {
    var window = version.startsWith("2") ? "3599999ms" : "1h";
    var query =
        URLEncoder.encode("sum(count_over_time({job=\"maker\"}[%s]))".formatted(window), UTF_8);
    var end = at.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)).getEpochSecond();
    long samples = 0;
    for (var hour = 0; hour < HOURS; hour++) {
      var time = "%d.999".formatted(end - Duration.ofHours(hour).toSeconds() - 1);
      var answer = get(server, "/api/v1/query?time=%s&query=%s".formatted(time, query));
      var value = VALUE.matcher(answer);
      if (value.find()) {
        samples += Long.parseLong(value.group(1));
      } else if (!answer.startsWith("200")) {
        return -1;
      }
    }
    return samples;
  }

  private static String get(Prometheus server, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    var response = HTTP.send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
