package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged daemon, told of servers by configurations, and a PagerDuty that records. */
final class PagedDaemon implements AutoCloseable {
  static final String KEY = "0123456789abcdef0123456789abcdef";
  static final String TOKEN = "a-token-of-our-own";
  static final Duration PATIENCE = Duration.ofMinutes(3);
  static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Path LAUNCHER = Path.of("target/deadair/bin/deadair").toAbsolutePath();

  final PagerDutyRecorder pagerDuty = new PagerDutyRecorder();
  final DaemonProcess daemon;
  private final Path directory;

  PagedDaemon(Path directory) throws Exception {
    this.directory = directory;
    Files.writeString(directory.resolve("pagerduty.key"), KEY);
    Files.writeString(directory.resolve("receipt.token"), TOKEN);
    daemon = new DaemonProcess(directory, "");
  }

  void run(String configuration) throws Exception {
    Files.writeString(
        directory.resolve("deadair.conf"),
        """
        deadair {
          poll { interval = %ds, timeout = 900ms }
          window = 8s, warn-after = 4s, clear-after = 3s
          web.receipt-token-file = receipt.token
          %s
        }
        """
            .formatted(INTERVAL.toSeconds(), configuration));
    daemon.start();
  }

  /** What the command prints that is typed so, about this daemon. */
  String deadair(String line) throws Exception {
    var words = new ArrayList<>(List.of(LAUNCHER.toString()));
    for (var word : line.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
      words.add(word.replace("\"", ""));
    }
    words.subList(1, 3).clear(); // the prompt, and our name
    words.add("--url=" + daemon.url(""));
    var process =
        new ProcessBuilder(words).redirectError(directory.resolve("command.err").toFile()).start();
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(line + Files.readString(directory.resolve("command.err")))
        .isZero();
    return text;
  }

  Instant endOf(String maintenance) {
    var all = new JsonObject(daemon.get("/api/v1/maintenance")).getJsonArray("data");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("id").equals(maintenance))
        .map(each -> Instant.parse(each.getString("endsAt")))
        .findFirst()
        .orElseThrow();
  }

  JsonObject incident() {
    JsonArray all = daemon.incidents();
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("alertname").equals("PrometheusSiteAbsent"))
        .findFirst()
        .orElseThrow();
  }

  boolean isState(String site, String state) {
    return daemon.site(site).getString("state").equals(state);
  }

  void awaitState(String site, String state) {
    await(site + " is " + state).atMost(PATIENCE).until(() -> isState(site, state));
  }

  /** Of sites: that a busy machine keeps the daemon from looking is another incident. */
  List<PagerDutyIncident> pages() {
    return pagerDuty.incidents().stream()
        .filter(each -> !each.opening().body().contains("DeadairBlind"))
        .toList();
  }

  void awaitPage() {
    await("the page").atMost(PATIENCE).until(() -> !pages().isEmpty());
  }

  void awaitResolve() {
    await("the resolve")
        .atMost(PATIENCE)
        .until(() -> pages().stream().noneMatch(PagerDutyIncident::isOpen));
  }

  @Override
  public void close() {
    daemon.close();
    pagerDuty.close();
  }
}
