package dev.deadair.app;

import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged daemon that tells PagerDuty alone, and one server, while a disk fails. */
final class StoreScene implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What must not happen is waited for so long. */
  private static final Duration HOLDS = Duration.ofSeconds(8);

  final PretendPrometheus server = new PretendPrometheus();
  final PagerDutyRecorder pagerDuty = new PagerDutyRecorder();
  final DaemonProcess daemon;

  StoreScene(Path directory) throws IOException {
    Files.writeString(directory.resolve("pagerduty.key"), ChaosLane.KEY);
    daemon =
        new DaemonProcess(
            directory,
            """
            deadair {
              watcher = eqsin-a
              poll { interval = 1s, timeout = 900ms }
              window = 5s, warn-after = 4s, clear-after = 2s
              coverage.minimum = 0
              sites.eqsin.instances = ["http://127.0.0.1:%d"]
              receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
            }
            """
                .formatted(server.port(), pagerDuty.url()));
  }

  void awaitPage() {
    await("the page").atMost(PATIENCE).until(() -> !pagerDuty.incidents().isEmpty());
  }

  void awaitRecord(Path data) {
    await("its record").atMost(PATIENCE).until(() -> ChaosLane.isKept(data));
  }

  void holdsTheEnd() {
    try {
      await("no end without a record")
          .during(HOLDS)
          .atMost(PATIENCE)
          .until(() -> pagerDuty.incidents().stream().allMatch(PagerDutyIncident::isOpen));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(pagerDuty.incidents() + daemon.output() + status(), e);
    }
  }

  void awaitEnd() {
    await("the end")
        .atMost(PATIENCE)
        .until(() -> pagerDuty.incidents().stream().noneMatch(PagerDutyIncident::isOpen));
  }

  void awaitState(String state) {
    await(state)
        .atMost(PATIENCE)
        .until(() -> daemon.site("eqsin").getString("state").equals(state));
  }

  void awaitWritable(boolean writable) {
    await("writable: " + writable)
        .atMost(PATIENCE)
        .until(
            () ->
                status().getJsonObject("store").getBoolean("writable") == writable
                    && daemon
                        .get("/metrics")
                        .contains("deadair_store_writable " + (writable ? 1 : 0)));
  }

  boolean isBlind() {
    return daemon.site("eqsin").getValue("blindCause") != null;
  }

  JsonObject status() {
    return new JsonObject(daemon.get("/api/v1/status")).getJsonObject("data");
  }

  @Override
  public void close() {
    daemon.close();
    server.close();
    pagerDuty.close();
  }
}
