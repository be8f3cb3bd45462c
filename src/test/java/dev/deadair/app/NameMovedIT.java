package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.NameServer;
import dev.deadair.parts.Prometheus;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A migration that moves the service name before the new server has ever been ready. */
@Execution(ExecutionMode.CONCURRENT)
class NameMovedIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NAME = "prometheus.svc.eqsin.example";

  @TempDir private Path directory;

  @Test
  void thePageSaysWhereTheNameMovedAndThatNobodyWasEverReadyThere() throws Exception {
    try (var pagerDuty = new PagerDutyRecorder();
        var names = new NameServer();
        var old = new Prometheus("2.42");
        var fresh = Prometheus.twin("2.42", old, "127.0.0.2");
        var daemon = new DaemonProcess(directory, configuration(old, fresh, names, pagerDuty))) {
      Files.writeString(directory.resolve("pagerduty.key"), "0123456789abcdef0123456789abcdef");
      names.lead(NAME, "127.0.0.1");
      old.start();
      old.awaitSamples();
      fresh.growWal(4);
      fresh.wal().removeMiddleSegment();
      daemon.start();
      awaitWho(daemon, "prometheus5001");

      try (var _ = fresh.restartLoop(Duration.ofMillis(100))) {
        names.lead(NAME, "127.0.0.2");
        awaitWho(daemon, "prometheus5002");
        old.terminate();
        await("the page").atMost(PATIENCE).until(() -> !pagerDuty.incidents().isEmpty());
      }

      assertThat(pagerDuty.incidents().getFirst().toString())
          .containsPattern(
              "The name %s moved to prometheus5002 \\d+ s (before|after) data stopped;"
                  .formatted(NAME))
          .contains("prometheus5002 was never ready");
      var name = serviceName(daemon);
      assertThat(name.getJsonArray("movedFrom")).containsExactly("prometheus5001");
      assertThat(name.getJsonArray("addresses").getJsonObject(0).getValue("lastReady")).isNull();
    }
  }

  private static void awaitWho(DaemonProcess daemon, String instance) {
    await("the name leads to " + instance)
        .atMost(PATIENCE)
        .until(
            () -> {
              var addresses = serviceName(daemon).getJsonArray("addresses");
              return !addresses.isEmpty()
                  && instance.equals(addresses.getJsonObject(0).getString("instance"));
            });
  }

  private static JsonObject serviceName(DaemonProcess daemon) {
    return daemon
        .site("eqsin")
        .getJsonArray("groups")
        .getJsonObject(0)
        .getJsonObject("serviceName");
  }

  private static String configuration(
      Prometheus old, Prometheus fresh, NameServer names, PagerDutyRecorder pagerDuty) {
    return """
    deadair {
      poll { interval = 1s, timeout = 900ms }
      window = 8s, warn-after = 4s, clear-after = 3s
      dns.server = "%s"
      sites.eqsin.groups.ops {
        service-name = %s
        instances = [
          { url = "%s", name = prometheus5001 }
          { url = "%s", name = prometheus5002 }
        ]
      }
      receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
    }
    """
        .formatted(names.address(), "\"" + NAME + "\"", old.url(), fresh.url(), pagerDuty.url());
  }
}
