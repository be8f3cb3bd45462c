package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.AlertNotification;
import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Prometheus;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a real Prometheus to a page, through a real Alertmanager and to PagerDuty. */
@Execution(ExecutionMode.CONCURRENT)
class StraightLineIT {

  private static final Duration WINDOW = Duration.ofSeconds(8);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(Outage.class)
  void anOutageOfBothServersIsOneIncidentOnEachRouteAndEnds(Outage outage) throws Exception {
    outageIsOneIncident("2.42", outage);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"2.53", "3"})
  void soItIsWithOtherVersions(String version) throws Exception {
    for (var outage : Outage.values()) {
      outageIsOneIncident(version, outage);
    }
  }

  private void outageIsOneIncident(String version, Outage outage) throws Exception {
    try (var scene = new Scene(Files.createTempDirectory(directory, "scene"), version)) {
      scene.startServers();
      scene.daemon.start();
      scene.awaitState("producing");
      scene.servers.getFirst().kill();
      await("no page for one of two")
          .during(WINDOW.plus(SLACK))
          .atMost(PATIENCE)
          .until(() -> scene.pagerDuty.incidents().isEmpty());
      scene.servers.getFirst().restart();
      scene.servers.getFirst().awaitSamples();

      var traps = outage.begin(scene.servers);
      scene.awaitPage();

      scene.pageCameWithinBounds();
      scene.isOneIncident();

      Outage.close(traps);
      outage.end(scene.servers.getLast());
      scene.awaitResolved();
      scene.isOneIncident();
    }
  }

  @Test
  void aSiteThatIsDownWhenTheDaemonFirstStartsPagesAfterItsWindow() throws Exception {
    try (var scene = new Scene(directory, "2.42")) {
      var began = Instant.now();
      scene.daemon.start();

      scene.awaitPage();

      assertThat(scene.pagerDuty.incidents().getFirst().triggeredAt())
          .isAfterOrEqualTo(began.plus(WINDOW));
      scene.startServers();
      scene.awaitResolved();
      scene.isOneIncident();
    }
  }

  @Test
  void killedWhileStalledAndWhileThePageIsOpenItIsStillOneIncidentAndResolves() throws Exception {
    try (var scene = new Scene(directory, "2.42")) {
      scene.startServers();
      scene.daemon.start();
      scene.awaitState("producing");
      scene.servers.forEach(Prometheus::kill);

      scene.awaitState("stalled");
      scene.daemon.kill();
      scene.daemon.start();
      scene.awaitPage();
      scene.daemon.kill();
      scene.daemon.start();
      scene.awaitState("absent");
      scene.servers.forEach(Prometheus::restart);

      scene.awaitResolved();
      scene.isOneIncident();
      assertThat(scene.daemon.terminate()).isZero();
    }
  }

  /** One site of two servers that scrape each other, and everything a page passes through. */
  private static final class Scene implements AutoCloseable {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    final List<Prometheus> servers = new ArrayList<>();
    final AlertRecorder webhook = new AlertRecorder();
    final PagerDutyRecorder pagerDuty = new PagerDutyRecorder();
    final Alertmanager alertmanager = new Alertmanager("0.25");
    final DaemonProcess daemon;

    Scene(Path directory, String version) throws Exception {
      servers.add(new Prometheus(version));
      servers.add(new Prometheus(version));
      alertmanager.configure(Alertmanager.routingTo(webhook.url()));
      alertmanager.start();
      alertmanager.awaitReady();
      Files.writeString(directory.resolve("pagerduty.key"), KEY);
      daemon = new DaemonProcess(directory, configuration());
    }

    private String configuration() {
      return """
      deadair {
        poll { interval = %ds, timeout = 900ms }
        window = %ds, warn-after = 4s, clear-after = 3s
        sites.ulsfo.instances = ["%s", "%s"]
        receivers {
          alertmanager { urls = ["%s"] }
          pagerduty { url = "%s", routing-key-file = pagerduty.key }
        }
      }
      """
          .formatted(
              INTERVAL.toSeconds(),
              WINDOW.toSeconds(),
              servers.getFirst().url(),
              servers.getLast().url(),
              alertmanager.url(),
              pagerDuty.url());
    }

    void startServers() {
      servers.forEach(
          each ->
              each.configure(
                  Prometheus.scraping(servers.getFirst().url(), servers.getLast().url())));
      servers.forEach(Prometheus::start);
      servers.forEach(Prometheus::awaitSamples);
    }

    void awaitState(String state) {
      await(state)
          .atMost(PATIENCE)
          .until(() -> daemon.site("ulsfo").getString("state").equals(state));
    }

    void awaitPage() {
      await("the page")
          .atMost(PATIENCE)
          .until(() -> !pagerDuty.incidents().isEmpty() && !criticals().isEmpty());
    }

    void awaitResolved() {
      await("the resolve")
          .atMost(PATIENCE)
          .until(
              () ->
                  pagerDuty.incidents().stream().noneMatch(each -> each.isOpen())
                      && criticals().getLast().status() == AlertNotification.Status.RESOLVED);
    }

    /** By what the journal holds, which a slow test cannot bend. */
    void pageCameWithinBounds() {
      var incident = (JsonObject) daemon.incidents().getValue(criticalIncident());
      var after =
          Duration.between(
              Instant.parse(incident.getString("lastData")),
              Instant.parse(incident.getString("openedAt")));
      assertThat(after).isBetween(WINDOW, WINDOW.plus(INTERVAL).plus(SLACK));
    }

    private int criticalIncident() {
      var incidents = daemon.incidents();
      for (var i = 0; i < incidents.size(); i++) {
        if (incidents.getJsonObject(i).getString("alertname").equals("PrometheusSiteAbsent")) {
          return i;
        }
      }
      throw new AssertionError("no incident among " + incidents);
    }

    void isOneIncident() {
      assertThat(pagerDuty.incidents()).hasSize(1);
      assertThat(pagerDuty.refusals()).isEmpty();
      assertThat(criticals())
          .filteredOn(each -> each.status() == AlertNotification.Status.FIRING)
          .extracting(AlertNotification::groupKey)
          .hasSize(1);
    }

    private List<AlertNotification> criticals() {
      return webhook.notifications().stream()
          .filter(
              each ->
                  each.alerts().stream()
                      .anyMatch(alert -> "critical".equals(alert.labels().get("severity"))))
          .toList();
    }

    @Override
    public void close() {
      daemon.close();
      alertmanager.close();
      servers.forEach(Prometheus::close);
      pagerDuty.close();
      webhook.close();
    }
  }
}
