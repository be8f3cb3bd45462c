package dev.deadair.store;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import dev.deadair.turn.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which journals are set aside, and which wait for the disk; what is written in their place. */
class SetAsideTest {
  private static final Commit KEPT = new Commit.Kept();

  private final JournalFolder folder;

  SetAsideTest(@TempDir Path temporary) {
    folder = new JournalFolder(temporary);
  }

  @Test
  void aJournalThatIsNoDatabaseIsSetAsideWithItsLogAndSaidSo() throws Exception {
    Files.createDirectories(folder.directory());
    Files.writeString(folder.directory().resolve("journal.db"), "garbage ".repeat(1000));
    Files.writeString(folder.directory().resolve("journal.db-wal"), "more garbage");

    try (var store = folder.open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.past()).isEqualTo(Past.NONE);
      assertThat(loaded.lost().orElseThrow())
          .contains("is damaged", "journal.db.corrupt-20261102T101112Z");
      assertThat(folder.directory().resolve("journal.db.corrupt-20261102T101112Z"))
          .hasContent("garbage ".repeat(1000));
      assertThat(folder.directory().resolve("journal.db.corrupt-20261102T101112Z-wal"))
          .hasContent("more garbage");
      assertThat(store.write(Turns.state(1), Changes.NONE)).isEqualTo(KEPT);
    }
  }

  @Test
  void oneDamagedJournalDoesNotTakeThePlaceOfAnother() throws Exception {
    for (var i = 0; i < 3; i++) {
      Files.createDirectories(folder.directory());
      Files.writeString(folder.directory().resolve("journal.db"), "garbage ".repeat(1000 + i));
      try (var store = folder.open()) {
        assertThat(store.load(Turns.NOW).lost()).isPresent();
      }
    }

    assertThat(folder.files().stream().filter(name -> name.startsWith("journal.db.corrupt-")))
        .hasSize(3);
  }

  @Test
  void aDiskThatFailsIsTriedAgainUntilItIsMended() throws Exception {
    var incident = new RandomRecords(6).incident(1);
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      assertThat(store.write(Turns.state(1), Changes.NONE)).isEqualTo(KEPT);
      assertThat(store.write(Turns.state(1), JournalFolder.opened(incident))).isEqualTo(KEPT);
      Files.move(folder.directory().resolve("journal.db"), folder.directory().resolve("elsewhere"));
      Files.createDirectory(folder.directory().resolve("journal.db"));

      for (var seq = 2; seq < 5; seq++) {
        assertThat(store.write(Turns.state(seq), Changes.NONE)).isInstanceOf(Commit.Unkept.class);
      }
      assertThat(folder.files())
          .noneMatch(name -> name.contains("corrupt") || name.contains("unread"));

      Files.delete(folder.directory().resolve("journal.db"));
      Files.move(folder.directory().resolve("elsewhere"), folder.directory().resolve("journal.db"));
      assertThat(store.write(Turns.state(5), Changes.NONE)).isEqualTo(KEPT);
      assertThat(store.load(Turns.NOW).past().incidents().all()).hasSize(1);
    }
  }

  @Test
  void aJournalThatWasDeletedIsWrittenAnewFromTheWholeState() throws Exception {
    var fleet = new RandomFleet(7);
    try (var store = folder.open()) {
      var state = aHundredTurns(fleet, store);
      assertThat(state.incidents().all()).isNotEmpty();
      for (var part : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
        Files.delete(folder.directory().resolve(part));
      }

      assertThat(store.write(state, Changes.NONE)).isEqualTo(KEPT);

      holds(store.load(fleet.now()).past(), state);
    }
  }

  @Test
  void aJournalThatBreaksWhileWeRunIsSetAsideAndWrittenAnewFromTheWholeState() throws Exception {
    var fleet = new RandomFleet(8);
    try (var store = folder.open()) {
      var state = aHundredTurns(fleet, store);
      var journal = folder.directory().resolve("journal.db");
      var another = folder.directory().resolve("another");
      Files.writeString(another, "garbage ".repeat(1000));
      Files.move(another, journal, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(folder.directory().resolve("journal.db-wal"));

      assertThat(store.write(state, Changes.NONE))
          .asString()
          .contains("journal.db is damaged", "has been set aside as");
      assertThat(store.write(state, Changes.NONE)).isEqualTo(KEPT);

      holds(store.load(fleet.now()).past(), state);
    }
  }

  private static State aHundredTurns(RandomFleet fleet, Store store) throws IOException {
    var state = fleet.unremembered();
    store.load(fleet.now());
    for (var i = 0; i < 100; i++) {
      var turn = fleet.turn(state);
      state = turn.state();
      assertThat(store.write(state, turn.changes())).isEqualTo(KEPT);
    }
    return state;
  }

  private static void holds(Past past, State state) {
    assertThat(past.seq()).isEqualTo(state.seq());
    assertThat(past.memory()).isEqualTo(Changes.whole(state).memory());
    assertThat(past.incidents().all()).containsExactlyElementsOf(state.incidents().all());
    assertThat(past.diagnoses()).isEqualTo(Changes.whole(state).diagnoses());
  }

  @Test
  void aPastThatCouldNotBeReadAtTheStartIsSetAsideOnceItCan() throws Exception {
    var old = new RandomRecords(9).incident(1);
    var young = new RandomRecords(9).incident(2);
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(500), JournalFolder.opened(old));
    }
    var journal = folder.directory().resolve("journal.db");
    Files.move(journal, folder.directory().resolve("elsewhere"));
    Files.createDirectory(journal);

    try (var store = folder.open()) {
      assertThat(store.load(Turns.NOW).lost().orElseThrow()).contains("cannot be used");
      assertThat(store.write(Turns.state(1), JournalFolder.opened(young)))
          .isInstanceOf(Commit.Unkept.class);
      Files.delete(journal);
      Files.move(folder.directory().resolve("elsewhere"), journal);

      assertThat(store.write(Turns.state(2), JournalFolder.opened(young)))
          .asString()
          .contains("another past than ours", "journal.db.unread-20261102T101112Z");
      assertThat(store.write(Turns.state(3), JournalFolder.opened(young))).isEqualTo(KEPT);
    }
    assertThat(folder.files()).contains("journal.db.unread-20261102T101112Z");
  }

  @Test
  void aPastThatWasReadTooLateIsSetAside() throws Exception {
    var young = new RandomRecords(9).incident(2);
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(500), Changes.NONE);
    }

    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.leftBehind();
      assertThat(store.write(Turns.state(1), JournalFolder.opened(young)))
          .asString()
          .contains("another past than ours", "journal.db.unread-20261102T101112Z");
      assertThat(store.write(Turns.state(2), JournalFolder.opened(young))).isEqualTo(KEPT);
    }
  }

  @Test
  void aTurnIsKeptOnceItCanBeReadBackAndNotBefore() throws Exception {
    var incident = new RandomRecords(6).incident(1);
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      assertThat(store.write(Turns.state(1), Changes.NONE)).isEqualTo(KEPT);
      Files.delete(folder.directory().resolve("journal.db-wal")); // somebody makes room

      assertThat(store.write(Turns.state(2), JournalFolder.opened(incident)))
          .isInstanceOf(Commit.Unkept.class);
      var again = store.write(Turns.state(3), JournalFolder.opened(incident));
      assertThat(
              again.equals(KEPT)
                  ? again
                  : store.write(Turns.state(4), JournalFolder.opened(incident)))
          .isEqualTo(KEPT);
    }
    try (var store = folder.open()) {
      assertThat(store.load(Turns.NOW).past().incidents().all()).hasSize(1);
    }
  }

  /** SQLite leaves out a damaged log, and all that follows the damage, without a word. */
  @Test
  void aLogThatIsDamagedInTheMiddleIsSetAsideAndSaidSo() throws Exception {
    var incident = new RandomRecords(6).incident(1);
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      store.write(Turns.state(2), JournalFolder.opened(incident));
      store.write(Turns.state(3), Changes.NONE);
      Files.copy(folder.directory().resolve("journal.db-wal"), folder.directory().resolve("wal"));
      Files.copy(folder.directory().resolve("journal.db"), folder.directory().resolve("db"));
    }
    Files.move(
        folder.directory().resolve("db"),
        folder.directory().resolve("journal.db"),
        REPLACE_EXISTING);
    Files.move(folder.directory().resolve("wal"), folder.directory().resolve("journal.db-wal"));
    try (var file =
        new RandomAccessFile(folder.directory().resolve("journal.db-wal").toFile(), "rw")) {
      file.seek(file.length() / 2);
      var old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 1);
    }

    try (var store = folder.open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.lost().orElseThrow()).contains("and turn 3 was written", ".corrupt-");
      assertThat(loaded.past().seq()).isLessThan(3);
      assertThat(store.write(Turns.state(4), Changes.NONE)).isEqualTo(KEPT);
    }
    try (var store = folder.open()) {
      assertThat(store.load(Turns.NOW).lost()).isEmpty();
    }
  }
}
