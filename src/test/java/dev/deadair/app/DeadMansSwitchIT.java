package dev.deadair.app;

import static dev.deadair.app.PagedDaemon.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.Fault;
import dev.deadair.parts.Prometheus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When the packaged daemon calls the dead man's switch, and when it does not. */
@Execution(ExecutionMode.CONCURRENT)
class DeadMansSwitchIT {

  @TempDir private Path directory;

  @Test
  void aPageThatNobodyTakesStopsThePingsUntilSomebodyDoes() throws Exception {
    try (var scene = new PagedDaemon(directory);
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
      await("a page that is owed for too long")
          .atMost(PATIENCE)
          .until(() -> scene.daemon.get("/metrics").contains("deadair_ailing 1"));
      await("none from then on")
          .during(Duration.ofSeconds(6))
          .atMost(PATIENCE)
          .until(pings::isQuiet);

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
    try (var scene = new PagedDaemon(directory);
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
      // What keeps pings back for a moment, such as a machine that is busy, is another reason.
      await("the reason")
          .atMost(Duration.ofMinutes(8))
          .until(
              () ->
                  scene
                      .daemon
                      .get("/api/v1/status")
                      .contains("no receiver has been proven to take a page for 5 min"));

      assertThat(Duration.between(gone, Instant.now())).isGreaterThan(Duration.ofMinutes(4));
      await("no ping").during(Duration.ofSeconds(6)).atMost(PATIENCE).until(pings::isQuiet);
      scene.awaitState("eqsin", "producing");
    }
  }
}
