package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Step;
import dev.deadair.demo.Fault;
import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Prometheus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What passes between the packaged daemon and those around it: an operator's commands, the webhooks
 * of real Alertmanagers, a dead man's switch.
 */
@Execution(ExecutionMode.CONCURRENT)
class AroundTheDaemonIT {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String TOKEN = "a-token-of-our-own";
  private static final Path LAUNCHER = Path.of("target/deadair/bin/deadair").toAbsolutePath();
  private static final Path MANUAL = Path.of("src/site/markdown/operating.md").toAbsolutePath();
  private static final Pattern TRANSCRIPT =
      Pattern.compile("(?ms)^```\n(\\$ deadair maintain add.*?)^```$");
  private static final Pattern MOVING =
      Pattern.compile("\\b[0-9a-f]{8,}\\b|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration SLACK = Duration.ofSeconds(4);

  @TempDir private Path directory;

  /** The commands and what they print are those of the manual. */
  @Test
  void whatIsDarkAtTheEndOfAMaintenanceIsPagedWithinAnInterval() throws Exception {
    try (var scene = new Scene(directory);
        var one = new Prometheus("2.42");
        var other = new Prometheus("2.42")) {
      scene.run(
          """
          sites.eqsin.groups.ops.instances = [
            { url = "%s", name = prometheus5001 }
            { url = "%s", name = prometheus5002 }
          ]
          receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
          """
              .formatted(one.url(), other.url(), scene.pagerDuty.url()));
      List.of(one, other).forEach(Prometheus::start);
      List.of(one, other).forEach(Prometheus::awaitSamples);
      scene.awaitState("eqsin", "producing");

      var shown = manual();
      var typed = shown.lines().filter(each -> each.startsWith("$ ")).toList();
      var said = new StringBuilder();
      var ids = new ArrayList<String>();
      for (var line : typed.subList(0, 3)) {
        said.append(line).append('\n');
        var printed = scene.deadair(line);
        said.append(printed);
        ids.add(printed.strip());
      }
      List.of(one, other).forEach(Prometheus::kill);
      scene.awaitState("eqsin", "absent");
      await("nobody is told")
          .during(Duration.ofSeconds(5))
          .atMost(PATIENCE)
          .until(() -> scene.pagerDuty.incidents().isEmpty());

      said.append(typed.getLast()).append('\n');
      said.append(scene.deadair("$ deadair maintain expire " + ids.get(1)));
      scene.awaitPage();

      assertThat(scene.pages().getFirst().triggeredAt())
          .isBefore(scene.endOf(ids.get(1)).plus(INTERVAL).plus(SLACK));
      assertThat(MOVING.matcher(shown).replaceAll("…"))
          .isEqualTo(MOVING.matcher(said).replaceAll("…"));

      List.of(one, other).forEach(Prometheus::restart);
      scene.awaitResolve();
      assertThat(scene.pages()).hasSize(1);
    }
  }

  /** A server that nobody can reach, known by what a real Alertmanager sends on. */
  @Test
  void aHeartbeatThatComesIsDataAndOneThatStopsIsAPage() throws Exception {
    try (var scene = new Scene(directory);
        var alertmanager = new Alertmanager("0.25")) {
      scene.run(
          """
          sites.magru.groups.edge.instances = [{ name = prometheus7001, heartbeat = 10s }]
          receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
          """
              .formatted(scene.pagerDuty.url()));
      alertmanager.configure(
          watchdog(scene.daemon.url("/api/v1/heartbeat/magru/edge/prometheus7001")));
      beat(alertmanager);
      scene.awaitState("magru", "producing");
      await("it goes on")
          .during(Duration.ofSeconds(20))
          .atMost(PATIENCE)
          .until(() -> scene.isState("magru", "producing"));
      assertThat(scene.pagerDuty.incidents()).isEmpty();

      var stopped = Instant.now();
      alertmanager.kill();
      scene.awaitPage();
      assertThat(scene.pages().getFirst().triggeredAt())
          .as("deadline and window")
          .isAfter(stopped.plusSeconds(16));

      beat(alertmanager);
      scene.awaitResolve();
      assertThat(scene.pages()).hasSize(1);
    }
  }

  /** The direct route follows after a minute where nothing proves that people were told. */
  @Test
  void aReceiptIsProofSoThatTheDirectRouteIsNotNeeded() throws Exception {
    try (var scene = new Scene(directory);
        var alertmanager = new Alertmanager("0.33")) {
      scene.run(
          """
          sites.eqsin.instances = ["http://127.0.0.1:1"]
          receivers {
            alertmanager { urls = ["%s"] }
            pagerduty { url = "%s", routing-key-file = pagerduty.key, after = 60s }
          }
          """
              .formatted(alertmanager.url(), scene.pagerDuty.url()));
      alertmanager.configure(
          Alertmanager.paging(scene.pagerDuty.url(), KEY, scene.daemon.url("/api/v1/receipt"))
              .replace(
                  "send_resolved: true}",
                  "send_resolved: true, http_config: {authorization: {credentials: %s}}}"
                      .formatted(TOKEN)));
      alertmanager.start();
      alertmanager.awaitReady();
      scene.awaitPage();

      await("the receipt")
          .atMost(PATIENCE)
          .until(() -> scene.incident().encode().contains("it told us too, for pager"));
      assertThat(scene.incident().encode()).contains(Step.Kind.NOTIFIED.word());
      assertThat(scene.incident().getString("dedupKey"))
          .isEqualTo(scene.pages().getFirst().dedupKey());
      await("the direct route keeps quiet")
          .during(Duration.ofSeconds(70))
          .atMost(PATIENCE)
          .until(() -> scene.pages().getFirst().log().size() == 1);
    }
  }

  @Test
  void aPageThatNobodyTakesStopsThePingsUntilSomebodyDoes() throws Exception {
    try (var scene = new Scene(directory);
        var pings = new DeadMan()) {
      scene.pagerDuty.failNext(Integer.MAX_VALUE, new Fault.Status(503));
      scene.run(
          """
          sites.eqsin.instances = ["http://127.0.0.1:1"]
          receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
          heartbeat { url = "%s", interval = 1s }
          """
              .formatted(scene.pagerDuty.url(), pings.url()));
      await("pings").atMost(PATIENCE).until(() -> pings.count() > 1);
      scene.awaitState("eqsin", "absent");
      await("none while the page is owed")
          .during(Duration.ofSeconds(6))
          .atMost(PATIENCE)
          .until(pings::isQuiet);
      assertThat(scene.daemon.get("/metrics")).contains("deadair_ailing 1");

      scene.pagerDuty.failNext(0, new Fault.Status(503));
      scene.awaitPage();
      var before = pings.count();
      await("pings again").atMost(PATIENCE).until(() -> pings.count() > before);
    }
  }

  /** Nothing is owed and nothing is dark, but no page would get out. */
  @Tag("full")
  @Test
  void noPingLeavesOnceNoRouteWasProvenForFiveMinutes() throws Exception {
    try (var scene = new Scene(directory);
        var server = new Prometheus("2.42");
        var control = new DeadMan();
        var pings = new DeadMan()) {
      server.start();
      server.awaitSamples();
      scene.run(
          """
          sites.eqsin.instances = ["%s"]
          receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
          heartbeat { url = "%s", interval = 1s }
          controls = ["%s"]
          """
              .formatted(server.url(), scene.pagerDuty.url(), pings.url(), control.url()));
      await("pings").atMost(PATIENCE).until(() -> pings.count() > 1);

      scene.pagerDuty.close();
      var gone = Instant.now();
      await("no ping")
          .during(Duration.ofSeconds(6))
          .atMost(Duration.ofMinutes(8))
          .until(pings::isQuiet);

      assertThat(Duration.between(gone, Instant.now())).isGreaterThan(Duration.ofMinutes(4));
      assertThat(scene.daemon.get("/api/v1/status"))
          .contains("no receiver has been proven to take a page for 5 min");
      assertThat(scene.isState("eqsin", "producing")).isTrue();
    }
  }

  /** What the manual shows of the commands. */
  private static String manual() throws Exception {
    var shown = TRANSCRIPT.matcher(Files.readString(MANUAL));
    assertThat(shown.find()).as("a transcript in %s", MANUAL).isTrue();
    return shown.group(1);
  }

  private static void beat(Alertmanager alertmanager) {
    alertmanager.start();
    alertmanager.awaitReady();
    assertThat(
            alertmanager.post(
                "[{\"labels\": {\"alertname\": \"Watchdog\", \"prometheus\":"
                    + " \"prometheus7001\"}}]"))
        .isEqualTo(200);
  }

  private static String watchdog(String url) {
    return """
    route:
      receiver: deadair
      group_wait: 0s
      group_interval: 1s
      repeat_interval: 2s
    receivers:
      - name: deadair
        webhook_configs:
          - url: %s
            send_resolved: false
            http_config: {authorization: {credentials: %s}}
    """
        .formatted(url, TOKEN);
  }

  /** A daemon, and a PagerDuty that records. */
  private static final class Scene implements AutoCloseable {
    final PagerDutyRecorder pagerDuty = new PagerDutyRecorder();
    final DaemonProcess daemon;
    private final Path directory;

    Scene(Path directory) throws Exception {
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
          new ProcessBuilder(words)
              .redirectError(directory.resolve("command.err").toFile())
              .start();
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
}
