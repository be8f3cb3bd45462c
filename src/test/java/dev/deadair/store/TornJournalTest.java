package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import dev.deadair.turn.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed at any byte of a write: all of a turn or nothing of it, and never an older one lost. */
class TornJournalTest {

  private static final int TURNS = 150;
  private static final int SECTOR = 512;

  /** The two files as a commit left them, and what they hold. */
  private static final class Snapshot {
    final byte[] database;
    final byte[] log;
    final Past past;

    Snapshot(Path directory, Past past) throws IOException {
      this.database = Files.readAllBytes(directory.resolve("journal.db"));
      this.log = Files.readAllBytes(directory.resolve("journal.db-wal"));
      this.past = past;
    }
  }

  private static final RandomFleet FLEET = new RandomFleet(42);
  private static final List<Snapshot> SNAPSHOTS = new ArrayList<>();

  @TempDir private static Path original;
  @TempDir private Path copy;

  @BeforeAll
  static void commitTurns() throws IOException {
    var past = Past.NONE;
    var state = FLEET.unremembered();
    try (var store = SqliteStore.open(original, InstantSource.system())) {
      store.load(FLEET.now());
      for (var i = 0; i < TURNS; i++) {
        var turn = FLEET.turn(state);
        state = turn.state();
        past = Ledger.after(past, turn);
        assertThat(store.write(state, turn.changes())).isEqualTo(new Commit.Kept());
        SNAPSHOTS.add(new Snapshot(original, past));
      }
    }
  }

  @Test
  void theTurnsHaveCrossedACheckpoint() {
    assertThat(checkpoints()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aCommitCutAtAnyByteIsThereOrNot(long seed) throws IOException {
    var random = new Random(seed);
    for (var i = 0; i < 25; i++) {
      var turn = 1 + random.nextInt(TURNS - 1);
      requireThereOrNot(turn, random.nextInt(SNAPSHOTS.get(turn).log.length + 1));
    }
  }

  @Test
  void aCommitCutAtAnySectorIsThereOrNot() throws IOException {
    var turn = 1;
    while (SNAPSHOTS.get(turn).log.length <= SNAPSHOTS.get(turn - 1).log.length) {
      turn++;
    }
    var start = SNAPSHOTS.get(turn - 1).log.length;
    var end = SNAPSHOTS.get(turn).log.length;

    for (var cut = start; cut <= end; cut += SECTOR) {
      requireThereOrNot(turn, cut);
    }
  }

  /** But for a log that was just copied into the database: it was synced before that. */
  @Test
  void aLogCutAnywhereHoldsOneOfTheTurnsWhole() throws IOException {
    var random = new Random(4);
    var copied = checkpoints();
    var turns = IntStream.range(0, TURNS).filter(turn -> !copied.contains(turn)).toArray();
    for (var i = 0; i < 100; i++) {
      var snapshot = SNAPSHOTS.get(turns[random.nextInt(turns.length)]);
      var cut = Arrays.copyOf(snapshot.log, random.nextInt(snapshot.log.length + 1));

      var loaded = load(snapshot.database, cut);

      assertThat(loaded).isEqualTo(past(loaded.seq()));
      assertThat(loaded.seq()).isLessThanOrEqualTo(snapshot.past.seq());
    }
  }

  @Test
  void aCheckpointCutAnywhereLosesNothing() throws IOException {
    var random = new Random(5);
    for (var turn : checkpoints()) {
      for (var i = 0; i < 25; i++) {
        var before = SNAPSHOTS.get(turn - 1).database;
        var after = SNAPSHOTS.get(turn);
        var half = Arrays.copyOf(after.database, after.database.length);
        for (var page = 0; page + SECTOR <= before.length; page += SECTOR) {
          if (random.nextBoolean()) {
            System.arraycopy(before, page, half, page, SECTOR);
          }
        }

        assertThat(load(half, after.log)).isEqualTo(after.past);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void garbageInTheFilesIsSetAsideOrHarmlessAndTheNextTurnIsKept(long seed) throws IOException {
    var random = new Random(seed);
    for (var i = 0; i < 10; i++) {
      var snapshot = SNAPSHOTS.get(random.nextInt(TURNS));
      var database = spoilt(snapshot.database, random);
      var log = random.nextBoolean() ? spoilt(snapshot.log, random) : snapshot.log;

      place(database, log);
      try (var store = SqliteStore.open(copy, InstantSource.system())) {
        var loaded = store.load(FLEET.now());
        var aside = files().stream().filter(name -> name.contains(".corrupt-")).toList();
        assertThat(aside.isEmpty()).isEqualTo(loaded.lost().isEmpty());

        var turn = State.of(FLEET.rules, loaded.past(), FLEET.now()).turn(List.of(), FLEET.now());
        var kept = store.write(turn.state(), turn.changes());
        if (!kept.equals(new Commit.Kept())) {
          kept = store.write(turn.state(), turn.changes());
        }
        assertThat(kept).isEqualTo(new Commit.Kept());
      }
    }
  }

  private static Past past(long seq) {
    return seq == 0 ? Past.NONE : SNAPSHOTS.get((int) seq - 1).past;
  }

  /** The turns whose commit folded the log into the database. */
  private static List<Integer> checkpoints() {
    var turns = new ArrayList<Integer>();
    for (var turn = 1; turn < TURNS; turn++) {
      if (!Arrays.equals(SNAPSHOTS.get(turn - 1).database, SNAPSHOTS.get(turn).database)) {
        turns.add(turn);
      }
    }
    return turns;
  }

  /** The log of {@code turn} up to {@code cut}, and from there on what was there before it. */
  private void requireThereOrNot(int turn, int cut) throws IOException {
    var before = SNAPSHOTS.get(turn - 1);
    var after = SNAPSHOTS.get(turn);
    var log = Arrays.copyOf(before.log, Math.max(cut, before.log.length));
    System.arraycopy(after.log, 0, log, 0, Math.min(cut, after.log.length));

    var loaded = load(before.database, log);

    assertThat(loaded.seq())
        .as("turn %d cut at %d", turn, cut)
        .isIn(before.past.seq(), after.past.seq());
    assertThat(loaded).isEqualTo(past(loaded.seq()));
  }

  private Past load(byte[] database, byte[] log) throws IOException {
    place(database, log);
    try (var store = SqliteStore.open(copy, InstantSource.system())) {
      var loaded = store.load(FLEET.now());
      assertThat(loaded.lost()).isEqualTo(Optional.empty());
      return loaded.past();
    }
  }

  private void place(byte[] database, byte[] log) throws IOException {
    for (var name : files()) {
      Files.delete(copy.resolve(name));
    }
    Files.write(copy.resolve("journal.db"), database);
    Files.write(copy.resolve("journal.db-wal"), log);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(copy)) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  private static byte[] spoilt(byte[] bytes, Random random) {
    var spoilt = bytes.clone();
    var garbage = new byte[1 + random.nextInt(random.nextBoolean() ? 64 : bytes.length)];
    random.nextBytes(garbage);
    var length = Math.min(garbage.length, bytes.length);
    System.arraycopy(garbage, 0, spoilt, random.nextInt(bytes.length - length + 1), length);
    return spoilt;
  }
}
