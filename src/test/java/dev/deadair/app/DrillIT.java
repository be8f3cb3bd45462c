package dev.deadair.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.Fault;
import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Port;
import dev.deadair.web.Chromium;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Drills by the command, through a real Alertmanager and to a PagerDuty that records. */
@Execution(ExecutionMode.CONCURRENT)
class DrillIT {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Path LAUNCHER = Path.of("target/deadair/bin/deadair").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void itsTimesAreThoseAtWhichPagesArriveAndAnOpenPageIsNotDisturbed() throws Exception {
    try (var scene = new Scene(directory)) {
      scene.daemon.start();
      await("the page of the site").atMost(PATIENCE).until(() -> scene.open().size() == 1);
      var page = scene.open().getFirst();
      scene.pagerDuty.failNext(10_000, new Fault.Status(503));

      var running = scene.command("drill", "--receiver=pagerduty", "--format=json");
      await("its first failure")
          .atMost(PATIENCE)
          .until(() -> scene.daemon.get("/api/v1/drills").contains("503"));
      var mended = Instant.now();
      scene.pagerDuty.failNext(0, new Fault.Status(503));
      var direct = scene.told(running);

      assertThat(direct.getBoolean("proven")).isTrue();
      var ordered = Instant.parse(direct.getString("orderedAt"));
      var taken = scene.drills().getFirst().triggeredAt();
      assertThat(taken).isAfter(mended);
      assertThat(at(ordered, way(direct), "sentSeconds")).isBefore(mended);
      assertThat(at(ordered, way(direct), "acceptedSeconds"))
          .isBetween(taken.minusMillis(2), taken.plusSeconds(5));
      assertThat(way(direct).getDouble("provenSeconds"))
          .isEqualTo(way(direct).getDouble("acceptedSeconds"));

      var through = scene.drill("alertmanager");

      assertThat(through.getBoolean("proven")).isTrue();
      var drills = scene.drills();
      assertThat(drills).hasSize(2);
      var arrived = drills.getLast().triggeredAt();
      var orderedAt = Instant.parse(through.getString("orderedAt"));
      assertThat(at(orderedAt, way(through), "sentSeconds")).isBeforeOrEqualTo(arrived);
      assertThat(at(orderedAt, way(through), "notifiedSeconds"))
          .as("its counters are read every ten seconds")
          .isBetween(arrived.minusMillis(2), arrived.plusSeconds(25));

      await("their end")
          .atMost(PATIENCE)
          .until(() -> scene.drills().stream().noneMatch(PagerDutyIncident::isOpen));
      assertThat(scene.drills()).extracting(PagerDutyIncident::dedupKey).doesNotHaveDuplicates();
      assertThat(scene.drills())
          .allMatch(each -> each.opening().body().contains("TEST, nothing is wrong"));
      // Its other route may have told of it meanwhile.
      assertThat(scene.open())
          .singleElement()
          .extracting(PagerDutyIncident::dedupKey, PagerDutyIncident::triggeredAt)
          .containsExactly(page.dedupKey(), page.triggeredAt());
      assertThat(scene.pagerDuty.refusals()).isEmpty();
      assertThat(scene.daemon.get("/metrics"))
          .contains("deadair_drill_successful{receiver=\"pagerduty\"} 1")
          .contains("deadair_drill_successful{receiver=\"alertmanager\"} 1");
    }
  }

  @Test
  void oneThatIsUnderWayWhenTheWatcherIsKilledIsResolvedAndItsProofIsKept() throws Exception {
    try (var scene = new Scene(directory)) {
      scene.daemon.start();
      assertThat(scene.drill("pagerduty").getBoolean("proven")).isTrue();
      var running = scene.command("drill", "--receiver=alertmanager");
      await("its page").atMost(PATIENCE).until(() -> scene.drills().size() == 2);

      scene.daemon.kill();
      running.destroyForcibly().waitFor();
      scene.daemon.start();

      await("its end")
          .atMost(PATIENCE)
          .until(() -> scene.drills().stream().noneMatch(PagerDutyIncident::isOpen));
      assertThat(scene.drills()).hasSize(2);
      assertThat(scene.daemon.get("/metrics"))
          .contains(
              "deadair_drill_proven_timestamp_seconds{receiver=\"pagerduty\",member=\"pagerduty\"}")
          .doesNotContain("deadair_drill_proven_timestamp_seconds{receiver=\"alertmanager\"");
    }
  }

  @Test
  @Tag("browser")
  void theBoardShowsWhatIsProvenAndWhatIsNot() throws Exception {
    try (var scene = new Scene(directory);
        var chromium = new Chromium()) {
      scene.daemon.start();
      var page = chromium.page(1280, ColorScheme.DARK);
      page.navigate(scene.daemon.url("/"));
      page.waitForSelector("board-page .summary[data-state]");
      assertThat(page.locator("#proofs").isVisible()).isFalse();

      assertThat(scene.drill("pagerduty").getBoolean("proven")).isTrue();

      page.waitForSelector("#proofs li:has-text('pagerduty: proven')");
      assertThat(page.locator("#proofs li").allTextContents())
          .containsExactlyInAnyOrder(
              "alertmanager: never proven", page.getByText("pagerduty: proven").textContent());

      await("the end of that drill").atMost(PATIENCE).until(() -> scene.isFree("pagerduty"));
      scene.pagerDuty.failNext(10_000, new Fault.Status(400));
      var refused = scene.command("drill", "--receiver=pagerduty");
      assertThat(refused.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(refused.exitValue()).isEqualTo(1);

      page.waitForSelector("#proofs li:has-text('; not at ')");
      assertThat(page.getByText("pagerduty: proven").textContent())
          .matches("pagerduty: proven .* UTC, .* s after the order; not at .* UTC: .*400.*");
    }
  }

  private static JsonObject way(JsonObject drill) {
    return drill.getJsonArray("routes").getJsonObject(0);
  }

  private static Instant at(Instant ordered, JsonObject way, String step) {
    return ordered.plusNanos(Math.round(way.getDouble(step) * 1e9));
  }

  /** A site that nobody answers for, and every way to people. */
  private static final class Scene implements AutoCloseable {

    final PagerDutyRecorder pagerDuty = new PagerDutyRecorder();
    final AlertRecorder webhook = new AlertRecorder();
    final Port dead = new Port();
    final Alertmanager alertmanager = new Alertmanager("0.25");
    final DaemonProcess daemon;
    private final Path directory;

    Scene(Path directory) throws Exception {
      this.directory = directory;
      alertmanager.configure(Alertmanager.paging(pagerDuty.url(), KEY, webhook.url()));
      alertmanager.start();
      alertmanager.awaitReady();
      Files.writeString(directory.resolve("pagerduty.key"), KEY);
      daemon =
          new DaemonProcess(
              directory,
              """
              deadair {
                poll { interval = 1s, timeout = 900ms }
                window = 8s, warn-after = 4s, clear-after = 3s
                sites.ulsfo.instances = ["http://%s"]
                receivers {
                  alertmanager { urls = ["%s"] }
                  pagerduty { url = "%s", routing-key-file = pagerduty.key }
                }
              }
              """
                  .formatted(dead.address(), alertmanager.url(), pagerDuty.url()));
    }

    /** The incidents that are no drill's and open. */
    List<PagerDutyIncident> open() {
      return pagerDuty.incidents().stream()
          .filter(each -> each.isOpen() && !isDrill(each))
          .toList();
    }

    List<PagerDutyIncident> drills() {
      return pagerDuty.incidents().stream().filter(Scene::isDrill).toList();
    }

    private static boolean isDrill(PagerDutyIncident incident) {
      return incident.summary().contains("drill") || incident.summary().contains("DeadairDrill");
    }

    /** The drill that the command tells of. */
    JsonObject drill(String receiver) throws Exception {
      return told(command("drill", "--receiver=" + receiver, "--format=json"));
    }

    /** Whether another may begin. */
    boolean isFree(String receiver) throws Exception {
      var drills = new JsonObject(daemon.get("/api/v1/drills")).getJsonArray("data");
      return IntStream.range(0, drills.size())
          .mapToObj(drills::getJsonObject)
          .anyMatch(
              each -> receiver.equals(each.getString("receiver")) && !each.getBoolean("busy"));
    }

    JsonObject told(Process process) throws Exception {
      var text = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as(text + Files.readString(directory.resolve("drill.err")))
          .isZero();
      return new JsonObject(text).getJsonArray("drills").getJsonObject(0);
    }

    Process command(String... words) throws Exception {
      var command = new ArrayList<>(List.of(LAUNCHER.toString()));
      command.addAll(List.of(words));
      command.add("--url=" + daemon.url(""));
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectError(directory.resolve("drill.err").toFile())
          .start();
    }

    @Override
    public void close() {
      daemon.close();
      alertmanager.close();
      pagerDuty.close();
      webhook.close();
      dead.close();
    }
  }
}
