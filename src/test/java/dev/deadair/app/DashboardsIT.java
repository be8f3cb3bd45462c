package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Prometheus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of the dashboards, by a real Prometheus that scrapes us through an outage. */
class DashboardsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void everyPanelHasDataOfAnOutage() throws Exception {
    var watched = new Prometheus("2.42");
    try (var pagerDuty = new PagerDutyRecorder();
        var alertmanager = new Alertmanager("0.25");
        var scraping = new Prometheus("2.42")) {
      alertmanager.configure(Alertmanager.routingTo("http://127.0.0.1:1/"));
      alertmanager.start();
      alertmanager.awaitReady();
      Files.writeString(directory.resolve("pagerduty.key"), "0123456789abcdef0123456789abcdef");
      watched.configure(
          Prometheus.scraping(watched.url()).replace("scrape_interval: 1s", "scrape_interval: 4s"));
      watched.start();
      watched.awaitSamples();
      try (var daemon =
          new DaemonProcess(directory, configuration(watched, alertmanager, pagerDuty))) {
        daemon.start();
        scraping.configure(scraping(daemon.url("/")));
        scraping.start();
        scraping.awaitReady();
        var begin = Instant.now();
        drill(daemon);
        follow(daemon, watched);

        for (var target : targets()) {
          await(target)
              .atMost(PATIENCE)
              .pollInterval(Duration.ofSeconds(1))
              .untilAsserted(() -> assertThat(found(scraping, target, begin)).isNotEmpty());
        }
        assertThat(found(scraping, "max(deadair_site_state{state=\"absent\"}) == 1", begin))
            .as("the outage itself was scraped")
            .isNotEmpty();
      }
    } finally {
      watched.close();
    }
  }

  /** A test page to PagerDuty, so that there is a proof to show. */
  private static void drill(DaemonProcess daemon) {
    var order =
        HttpRequest.newBuilder(URI.create(daemon.url("/api/v1/drills")))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString("{\"receiver\": \"pagerduty\"}"))
            .build();
    await("a drill")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> asked(order).statusCode() == 200);
  }

  private static HttpResponse<String> asked(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static void follow(DaemonProcess daemon, Prometheus watched) {
    await("data").atMost(PATIENCE).until(() -> state(daemon).equals("producing"));
    watched.kill();
    await("the outage").atMost(PATIENCE).until(() -> state(daemon).equals("absent"));
    watched.restart();
    await("its end").atMost(PATIENCE).until(() -> state(daemon).equals("producing"));
  }

  private static String state(DaemonProcess daemon) {
    return daemon.site("ulsfo").getString("state");
  }

  /** What a dashboard asks, with all sites and watchers chosen. */
  private static List<String> targets() throws Exception {
    var targets = new ArrayList<String>();
    for (var name : List.of("deadair-fleet", "deadair-daemon")) {
      var dashboard = new JsonObject(Files.readString(Path.of("deploy/grafana", name + ".json")));
      objects(dashboard.getJsonArray("panels"))
          .filter(panel -> panel.containsKey("targets"))
          .flatMap(panel -> objects(panel.getJsonArray("targets")))
          .map(target -> target.getString("expr"))
          .map(
              expr ->
                  expr.replace("$__rate_interval", "10s").replaceAll("\\$(site|instance)\\b", ".+"))
          .forEach(targets::add);
    }
    assertThat(targets).hasSizeGreaterThan(25).noneMatch(each -> each.contains("$_"));
    return targets;
  }

  private static JsonArray found(Prometheus prometheus, String query, Instant begin)
      throws Exception {
    var uri =
        URI.create(
            "%s/api/v1/query_range?query=%s&start=%d&end=%d&step=1"
                .formatted(
                    prometheus.url(),
                    URLEncoder.encode(query, UTF_8),
                    begin.getEpochSecond(),
                    Instant.now().getEpochSecond()));
    var answer = asked(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build());
    assertThat(answer.statusCode()).as(query + ": " + answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getJsonObject("data").getJsonArray("result");
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private static String scraping(String base) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s}
    scrape_configs:
      - job_name: deadair
        static_configs: [{targets: ["%s"]}]
    """
        .formatted(URI.create(base).getAuthority());
  }

  private static String configuration(
      Prometheus watched, Alertmanager alertmanager, PagerDutyRecorder pagerDuty) {
    // A window of fewer than three scrapes is a finding, and an Alertmanager that pages nobody is
    // a fault of its routes: both have panels.
    return """
    deadair {
      watcher = ulsfo-a
      poll { interval = 1s, timeout = 900ms }
      window = 10s, warn-after = 4s, clear-after = 4s
      sites.ulsfo.instances = [{ url = "%s", name = prometheus4001 }]
      receivers {
        alertmanager { urls = ["%s"] }
        pagerduty { url = "%s", routing-key-file = pagerduty.key }
      }
      heartbeat { url = "http://127.0.0.1:1/", interval = 10s }
    }
    """
        .formatted(watched.url(), alertmanager.url(), pagerDuty.url());
  }
}
