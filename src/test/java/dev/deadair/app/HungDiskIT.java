package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.FreezableDisk;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged daemon on a real disk that no longer answers; that takes a loop device. */
@Tag("full")
@Tag("root")
@Execution(ExecutionMode.CONCURRENT)
class HungDiskIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What must not happen is waited for so long. */
  private static final Duration HOLDS = Duration.ofSeconds(8);

  @TempDir private Path directory;

  @Test
  void pagesLeaveEndsWaitAndNothingBecomesBlind() throws Exception {
    try (var disk = new FreezableDisk(directory.resolve("data"));
        var scene = new Scene(directory)) {
      scene.daemon.start();
      scene.awaitState("producing");
      disk.freeze();
      scene.server.dark(true);
      scene.awaitPage();
      scene.awaitWritable(false);
      assertThat(scene.isBlind()).isFalse();
      scene.server.dark(false);
      scene.awaitState("producing");
      scene.holdsTheEnd();
      assertThat(scene.isBlind()).isFalse();

      disk.thaw();
      scene.awaitEnd();
      scene.awaitWritable(true);
      assertThat(scene.pagerDuty.incidents()).hasSize(1);
    }
  }

  @Test
  void aWatcherThatStartsOnItWatches() throws Exception {
    try (var disk = new FreezableDisk(directory.resolve("data"));
        var scene = new Scene(directory)) {
      scene.daemon.start();
      scene.awaitState("producing");
      scene.daemon.kill();
      disk.freeze();
      scene.server.dark(true);

      scene.daemon.start();
      scene.awaitPage();
      scene.awaitWritable(false);
      assertThat(scene.isBlind()).isFalse();

      disk.thaw();
      scene.awaitWritable(true);
      scene.server.dark(false);
      scene.awaitEnd();
      assertThat(scene.pagerDuty.incidents()).hasSize(1);
    }
  }

  /** A daemon that tells PagerDuty alone, and one server. */
  private static final class Scene implements AutoCloseable {
    final PretendPrometheus server = new PretendPrometheus();
    final PagerDutyRecorder pagerDuty = new PagerDutyRecorder();
    final DaemonProcess daemon;

    Scene(Path directory) throws IOException {
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

    void holdsTheEnd() {
      await("no end without a record")
          .during(HOLDS)
          .atMost(PATIENCE)
          .until(() -> pagerDuty.incidents().stream().allMatch(PagerDutyIncident::isOpen));
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
                  new JsonObject(daemon.get("/api/v1/status"))
                          .getJsonObject("data")
                          .getJsonObject("store")
                          .getBoolean("writable")
                      == writable);
    }

    boolean isBlind() {
      return daemon.site("eqsin").getValue("blindCause") != null;
    }

    @Override
    public void close() {
      daemon.close();
      server.close();
      pagerDuty.close();
    }
  }
}
