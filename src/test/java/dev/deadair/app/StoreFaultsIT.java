package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Tmpfs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
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

  @TempDir private Path directory;

  @Test
  @Tag("root")
  void aDiskThatIsReallyFullKeepsNoPageFromLeavingAndEveryEndWaiting() throws Exception {
    try (var _ = new Tmpfs(directory.resolve("data"), "1m");
        var scene = new StoreScene(directory)) {
      var ballast = directory.resolve("data/ballast");
      scene.daemon.start();
      scene.awaitState("producing");
      fill(ballast);
      // While it is read, the log cannot begin anew in the room that it has, and must grow.
      try (var reader = reader(directory.resolve("data"))) {
        scene.awaitWritable(false);
        scene.server.dark(true);
        scene.awaitPage();
        scene.server.dark(false);
        scene.awaitState("producing");
        scene.holdsTheEnd();
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
        var scene = new StoreScene(directory)) {
      scene.daemon.start();
      scene.awaitState("producing");
      scene.server.dark(true);
      scene.awaitPage();
      scene.awaitRecord(directory.resolve("data"));
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
    try (var scene = new StoreScene(directory)) {
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
      scene.awaitPage();
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
}
