package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.parts.Tmpfs;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal of a real process that is killed, or whose disk is full. */
@Timeout(120)
class JournalIT {

  @TempDir private Path directory;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void kill() {
    started.forEach(Process::destroyForcibly);
  }

  /** It was closed in order and so has no log, and reading it would make one. */
  @Test
  @Tag("root")
  void aJournalIsReadFromADiskThatHasBecomeReadOnlyWhileNobodyRan() throws Exception {
    try (var disk = new Tmpfs(directory, "16m")) {
      var incident = new RandomRecords(6).incident(1);
      try (var store = SqliteStore.open(directory, InstantSource.system())) {
        store.load(Turns.NOW);
        store.write(Turns.state(1), Changes.NONE);
        store.write(Turns.state(2), JournalFolder.opened(incident));
      }
      disk.readOnly(true);

      try (var store = SqliteStore.open(directory, InstantSource.system())) {
        var loaded = store.load(Turns.NOW);
        assertThat(loaded.lost()).isEmpty();
        assertThat(loaded.past().incidents().byId()).containsOnlyKeys(incident.id());
        assertThat(store.write(Turns.state(3), Changes.NONE)).isInstanceOf(Commit.Unkept.class);
        disk.readOnly(false);
        assertThat(store.write(Turns.state(4), Changes.NONE)).isEqualTo(new Commit.Kept());
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyTurnThatWasKeptIsThereAfterKill9(long seed) throws Exception {
    var process = start(seed);
    var last = 0L;
    try (var lines = lines(process)) {
      for (var i = new Random(seed).nextInt(10, 500); i > 0; i--) {
        last = keptSeq(lines.readLine());
      }
      kill9(process);
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        last = keptSeq(line);
      }
    }

    try (var store = SqliteStore.open(directory, InstantSource.system())) {
      // The clocks of this fleet never part, so that any of its moments reads all others back.
      var fleet = new RandomFleet(seed);
      var past = Past.NONE;
      var state = fleet.unremembered();
      var loaded = store.load(fleet.now());

      assertThat(loaded.lost()).isEqualTo(Optional.empty());
      assertThat(loaded.past().seq()).isGreaterThanOrEqualTo(last);
      while (past.seq() < loaded.past().seq()) {
        var turn = fleet.turn(state);
        state = turn.state();
        past = Ledger.after(past, turn);
      }
      assertThat(store.load(fleet.now()).past()).isEqualTo(past);
    }
  }

  @Test
  void aSecondProcessIsRefused() throws Exception {
    var process = start(1);
    try (var lines = lines(process)) {
      keptSeq(lines.readLine());

      assertThatThrownBy(() -> Journal.open(directory))
          .isInstanceOf(IOException.class)
          .hasMessage("storage directory %s is in use by another deadair process", directory);
    }
  }

  @Test
  void aFullDiskIsSaidSoAndMendsByItself() throws Exception {
    var process = start(2);
    try (var lines = lines(process)) {
      keptSeq(lines.readLine());

      limitFileSize(process, "4096");
      var line = lines.readLine();
      while (line != null && line.startsWith("kept ")) {
        line = lines.readLine();
      }
      assertThat(line).startsWith("unkept ");

      limitFileSize(process, "unlimited");
      while (line != null && line.startsWith("unkept ")) {
        line = lines.readLine();
      }
      var kept = keptSeq(line);

      kill9(process);
      try (var store = SqliteStore.open(directory, InstantSource.system())) {
        var loaded = store.load(Turns.NOW);
        assertThat(loaded.lost()).isEqualTo(Optional.empty());
        assertThat(loaded.past().seq()).isGreaterThanOrEqualTo(kept);
      }
    }
  }

  private Process start(long seed) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("src/main/dist/lib/jvm.options"),
                "-cp",
                System.getProperty("java.class.path"),
                CommittingProcess.class.getName(),
                directory.toString(),
                Long.toString(seed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  /** Through the handle, which leaves what it has said to be read. */
  private static void kill9(Process process) throws Exception {
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    process.waitFor();
  }

  /** To this process the disk is full at {@code bytes}, as any file is that may not grow. */
  private static void limitFileSize(Process process, String bytes) throws Exception {
    var prlimit =
        new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }

  private static BufferedReader lines(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  private static long keptSeq(String line) {
    assertThat(line).startsWith("kept ");
    return Long.parseLong(line.substring("kept ".length()));
  }
}
