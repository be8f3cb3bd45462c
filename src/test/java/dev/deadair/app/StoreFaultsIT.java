package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Tmpfs;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged daemon on real disks that are full, read-only and damaged: pages leave, no end
 * without a durable record, and it heals by itself when the disk does.
 */
@Execution(ExecutionMode.CONCURRENT)
class StoreFaultsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What must not happen is waited for so long. */
  private static final Duration HOLDS = Duration.ofSeconds(8);

  @TempDir private Path directory;

  @Test
  @Tag("root")
  void aDiskThatIsReallyFullKeepsNoPageFromLeavingAndEveryEndWaiting() throws Exception {
    try (var _ = new Tmpfs(directory.resolve("data"), "1m");
        var scene = new Scene(directory)) {
      var ballast = directory.resolve("data/ballast");
      scene.daemon.start();
      scene.awaitState("producing");
      fill(ballast);
      // While it is read, the log cannot begin anew in the room that it has, and must grow.
      try (var reader = reader(directory.resolve("data"))) {
        scene.awaitWritable(false);
        scene.pagesAndHoldsTheEnd();
        assertThat(reader.isClosed()).isFalse();
      }

      Files.delete(ballast);
      scene.awaitEnd();
      scene.awaitWritable(true);
    }
  }

  @Test
  @Tag("root")
  void aFileSystemThatBecomesReadOnlyIsStartedOnAndTellsWhatItHolds() throws Exception {
    try (var disk = new Tmpfs(directory.resolve("data"), "16m");
        var scene = new Scene(directory)) {
      scene.daemon.start();
      scene.awaitState("producing");
      scene.server.dark(true);
      await("the page").atMost(PATIENCE).until(() -> !scene.pagerDuty.incidents().isEmpty());
      await("its record").atMost(PATIENCE).until(() -> ChaosLane.isKept(directory.resolve("data")));
      scene.daemon.kill();
      disk.readOnly(true);

      scene.daemon.start();
      scene.awaitWritable(false);
      scene.server.dark(false);
      scene.awaitState("producing");
      scene.holdsTheEnd();

      disk.readOnly(false);
      scene.awaitEnd();
      scene.awaitWritable(true);
      assertThat(scene.pagerDuty.incidents()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aJournalDamagedAnywhereIsStartedWithoutAndTheSitePagesAndEnds(long seed) throws Exception {
    try (var scene = new Scene(directory)) {
      scene.daemon.start();
      scene.awaitState("producing");
      scene.daemon.kill();
      damage(directory.resolve("data/journal.db"), new Random(seed));
      damage(directory.resolve("data/journal.db-wal"), new Random(seed));

      scene.daemon.start();
      var aside = asides(directory.resolve("data"));
      assertThat(scene.status().getJsonObject("self").getValue("lost") != null)
          .as("seed %d: the board says that %d files were set aside", seed, aside)
          .isEqualTo(aside > 0);
      assertThat(
              scene
                  .daemon
                  .get("/metrics")
                  .contains("\ndeadair_journal_set_aside_timestamp_seconds "))
          .isEqualTo(aside > 0);
      assertThat(scene.daemon.output().contains("set aside as")).isEqualTo(aside > 0);
      scene.awaitState("producing");
      scene.server.dark(true);
      await("the page").atMost(PATIENCE).until(() -> !scene.pagerDuty.incidents().isEmpty());
      scene.server.dark(false);
      scene.awaitEnd();
      assertThat(scene.pagerDuty.incidents()).hasSize(1);
    }
  }

  private static void fill(Path ballast) throws IOException {
    var more = new byte[4096];
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(more);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static Connection reader(Path data) throws SQLException {
    var reader =
        DriverManager.getConnection("jdbc:sqlite:file:" + data.resolve("journal.db") + "?mode=ro");
    reader.setAutoCommit(false);
    try (var statement = reader.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM incident")) {
      rows.next();
    }
    return reader;
  }

  /** One byte of each 4 KiB, at any place of it, becomes another. */
  private static void damage(Path file, Random random) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (var page = 0L; page + 4096 <= bytes.length(); page += 4096) {
        var at = page + random.nextInt(4096);
        bytes.seek(at);
        var old = bytes.read();
        bytes.seek(at);
        bytes.write(old ^ (1 + random.nextInt(255)));
      }
    }
  }

  private static long asides(Path data) throws IOException {
    try (var files = Files.list(data)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.startsWith("journal.db.corrupt-") && !each.contains("Z-"))
          .count();
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
                receivers.pagerduty { url = "%s/v2/enqueue", routing-key-file = pagerduty.key }
              }
              """
                  .formatted(server.port(), pagerDuty.url().replace("/v2/enqueue", "")));
    }

    void pagesAndHoldsTheEnd() {
      server.dark(true);
      await("the page").atMost(PATIENCE).until(() -> !pagerDuty.incidents().isEmpty());
      server.dark(false);
      awaitState("producing");
      holdsTheEnd();
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
}
