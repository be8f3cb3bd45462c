package dev.deadair.store;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Openings;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteStoreTest {

  private static final Commit KEPT = new Commit.Kept();
  private static final Instant TODAY = Instant.parse("2026-11-02T10:11:12.5Z");

  @TempDir private Path temporary;

  private Path directory() {
    return temporary.resolve("a b?c%20#é").resolve("data");
  }

  private SqliteStore open() throws IOException {
    return SqliteStore.open(directory(), InstantSource.fixed(TODAY));
  }

  @Test
  void aNewDirectoryIsOursAlone() throws Exception {
    try (var store = open()) {
      assertThat(store.load(Turns.NOW)).isEqualTo(new Loaded(Past.NONE, Optional.empty()));
    }

    assertThat(Files.getPosixFilePermissions(directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aCommitIsSyncedToTheDisk() throws Exception {
    Files.createDirectories(directory());
    try (var connection = Sqlite.writer(directory().resolve("journal.db"))) {
      Sqlite.makeDurable(connection);

      assertThat(Row.number(connection, "PRAGMA synchronous")).as("FULL").isEqualTo(2);
      assertThat(Row.all(connection, "PRAGMA journal_mode", row -> row.text("journal_mode")))
          .containsExactly("wal");
    }
  }

  /** Else what opens often would be held open until a clock that was set back has caught up. */
  @Test
  void whatHappenedIsNotInTheFutureAfterAStepBackOfTheClock() throws Exception {
    try (var store = open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      var opened = new RandomRecords(1).incident(1);
      store.write(Turns.state(2), new Changes(List.of(opened), List.of(), List.of(), Memory.NONE));
    }
    var earlier =
        new Moment(Instant.EPOCH.plus(Duration.ofDays(1)), Turns.NOW.mono(), Turns.NOW.boot());

    try (var store = open()) {
      var incidents = store.load(earlier).past().incidents();
      assertThat(incidents.all()).isNotEmpty();
      assertThat(incidents.all()).allMatch(each -> !each.openedAt().isAfter(earlier));
      assertThat(incidents.openings()).isEqualTo(Openings.NONE);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyRecordComesBackAsItWas(long seed) throws Exception {
    var records = new RandomRecords(seed);
    var memory = Memory.NONE;
    var diagnoses = new HashMap<InstanceId, Diagnosis>();
    var incidents = new LinkedHashMap<IncidentId, Incident>();
    try (var store = open()) {
      store.load(Turns.NOW);
      assertThat(store.write(Turns.state(1), Changes.NONE)).isEqualTo(KEPT);

      for (var seq = 2; seq < 12; seq++) {
        var changed = Stream.of(seq, seq + 1, seq + 2).map(records::incident).toList();
        var next =
            new Changes(
                changed,
                List.of(),
                List.of(),
                List.of(records.change(seq)),
                records.memory(),
                records.diagnoses());
        assertThat(store.write(Turns.state(seq), next)).isEqualTo(KEPT);
        memory = memory.and(next.memory());
        diagnoses.putAll(next.diagnoses());
        changed.forEach(each -> incidents.merge(each.id(), each, SqliteStoreTest::told));
      }
    }

    try (var store = open()) {
      // Nothing of it is in the future then, and so everything keeps its time.
      var past = store.load(Turns.NOW.at(Instant.MAX)).past();
      assertThat(past.seq()).isEqualTo(11);
      assertThat(past.memory()).isEqualTo(memory);
      assertThat(past.incidents().byId()).isEqualTo(incidents);
      assertThat(past.diagnoses()).isEqualTo(diagnoses);
      assertThat(past.incidents().all()).containsExactlyElementsOf(incidents.values());
    }
  }

  /**
   * A route that has once been told of an incident never leaves it, and what happened, happened.
   */
  private static Incident told(Incident before, Incident after) {
    var told = new LinkedHashMap<>(before.told());
    told.putAll(after.told());
    var history = new ArrayList<>(before.history());
    history.addAll(after.history().stream().skip(history.size()).toList());
    return new Incident(
        after.id(),
        after.alert(),
        after.stage(),
        after.since(),
        after.lastData(),
        after.openedAt(),
        after.generation(),
        after.keys(),
        told,
        history,
        false);
  }

  @Test
  void aTurnOlderThanWhatIsHeldIsRefused() throws Exception {
    var records = new RandomRecords(1);
    try (var store = open()) {
      store.load(Turns.NOW);
      assertThat(store.write(Turns.state(7), Changes.NONE)).isEqualTo(KEPT);

      assertThat(store.write(Turns.state(6), opened(records.incident(1))))
          .isEqualTo(new Commit.Unkept("turn 6 is older than 7, which is held"));

      assertThat(store.load(Turns.NOW).past()).isEqualTo(new Past(7, Memory.NONE, Incidents.NONE));
      assertThat(store.write(Turns.state(7), opened(records.incident(1)))).isEqualTo(KEPT);
    }
  }

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {-7200, 0, 1, 7200})
  void aStepOfTheClockIsKnownWithinOneBoot(long seconds) throws Exception {
    var moved = Turns.NOW.plus(Duration.ofMinutes(3));
    var now = new Moment(moved.wall().plusSeconds(seconds), Duration.ZERO, moved.boot());
    try (var store = openAt("one")) {
      store.load(Turns.NOW);
      store.write(Turns.state(7), Changes.NONE);
    }

    try (var store = openAt("one")) {
      var known = Math.abs(seconds) > 2 ? seconds : 0; // or it was slewed
      assertThat(store.load(now).past().stepped()).isEqualTo(Duration.ofSeconds(known));
    }
    try (var store = openAt("another")) {
      assertThat(store.load(now).past().stepped()).isZero();
    }
    try (var store = open()) {
      assertThat(store.load(now).past().stepped()).isZero();
    }
  }

  @Test
  void aClockSinceBootThatIsBehindIsAnotherOne() throws Exception {
    try (var store = openAt("one")) {
      store.load(Turns.NOW);
      store.write(Turns.state(7), Changes.NONE);
    }

    try (var store = openAt("one")) {
      var now = new Moment(Turns.NOW.wall(), Duration.ZERO, Duration.ofSeconds(9));
      assertThat(store.load(now).past().stepped()).isZero();
    }
  }

  private SqliteStore openAt(String boot) throws IOException {
    return SqliteStore.open(directory(), InstantSource.fixed(TODAY), Optional.of(boot), _ -> {});
  }

  @Test
  void writingTwiceIsWritingOnce() throws Exception {
    var records = new RandomRecords(3);
    var changes =
        new Changes(
            List.of(records.incident(1)),
            List.of(records.incident(2)),
            List.of(records.transition(1), records.transition(2)),
            List.of(records.change(1), records.change(2)),
            records.memory(),
            records.diagnoses());
    try (var store = open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      store.write(Turns.state(2), changes);
      var once = contents();

      assertThat(store.write(Turns.state(2), changes)).isEqualTo(KEPT);

      assertThat(contents()).isEqualTo(once);
    }
  }

  @Test
  void aDirectoryInUseIsRefusedByName() throws Exception {
    try (var first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessage("storage directory %s is in use by another deadair process", directory());
      first.load(Turns.NOW);
    }
    open().close();
  }

  @Test
  void aFileInTheWayIsRefusedByName() throws Exception {
    Files.createDirectories(directory().getParent());
    Files.writeString(directory(), "not a directory");

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage("storage directory %s is a file", directory());
  }

  @Test
  void aLinkToADirectoryIsThatDirectory() throws Exception {
    var link =
        Files.createSymbolicLink(
            temporary.resolve("link"), Files.createDirectory(temporary.resolve("real")));

    SqliteStore.open(link, InstantSource.system()).close();

    assertThat(temporary.resolve("real/journal.lock")).exists();
  }

  @Test
  void aDirectoryThatCannotBeCreatedIsRefusedByName() throws Exception {
    Files.writeString(directory().getParent(), "not a directory");

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("storage directory %s cannot be used: ", directory());
  }

  @Test
  void aJournalOfALaterVersionIsLeftAlone() throws Exception {
    try (var store = open()) {
      store.load(Turns.NOW);
    }
    execute("INSERT INTO schema_version VALUES (1000, '2030-01-01T00:00:00Z')");

    try (var store = open()) {
      assertThatThrownBy(() -> store.load(Turns.NOW))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("later version of deadair (schema 1000, this one knows ");
      assertThat(store.write(Turns.state(1), Changes.NONE)).isInstanceOf(Commit.Unkept.class);
    }
    assertThat(files()).containsExactlyInAnyOrder("journal.db", "journal.lock");
  }

  @Test
  void aJournalThatIsNoDatabaseIsSetAsideWithItsLogAndSaidSo() throws Exception {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("journal.db"), "garbage ".repeat(1000));
    Files.writeString(directory().resolve("journal.db-wal"), "more garbage");

    try (var store = open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.past()).isEqualTo(Past.NONE);
      assertThat(loaded.lost().orElseThrow())
          .contains("is damaged", "journal.db.corrupt-20261102T101112Z");
      assertThat(directory().resolve("journal.db.corrupt-20261102T101112Z"))
          .hasContent("garbage ".repeat(1000));
      assertThat(directory().resolve("journal.db.corrupt-20261102T101112Z-wal"))
          .hasContent("more garbage");
      assertThat(store.write(Turns.state(1), Changes.NONE)).isEqualTo(KEPT);
    }
  }

  @Test
  void oneDamagedJournalDoesNotTakeThePlaceOfAnother() throws Exception {
    for (var i = 0; i < 3; i++) {
      Files.createDirectories(directory());
      Files.writeString(directory().resolve("journal.db"), "garbage ".repeat(1000 + i));
      try (var store = open()) {
        assertThat(store.load(Turns.NOW).lost()).isPresent();
      }
    }

    assertThat(files().stream().filter(name -> name.startsWith("journal.db.corrupt-"))).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE incident SET since = 'yesterday'",
        "UPDATE incident SET alertname = 'NoSuchAlert'",
        "UPDATE incident SET stage = 'none'",
        "UPDATE incident SET subject = 'a/b/c/d'",
        "UPDATE incident SET subject = ''",
        "UPDATE incident SET stage = 'resolved', stage_since = NULL",
        "UPDATE told SET report_at = '2026-01-01T00:00:00Z', report_reason = 'none'",
        "UPDATE judgement SET state = 'silent'",
        "UPDATE judgement SET accrued = 'PT-5S'",
        "UPDATE judgement SET accrued = 'a while'",
        "UPDATE instance_clock SET subject = 'a/b'",
        "UPDATE instance_clock SET read_at = '2026-01-01T00:00:00Z', process_start = NULL",
        "UPDATE instance_clock SET read_at = '2026-01-01T00:00:00Z', appended = -1",
        "UPDATE instance_clock SET intervals = 'x'",
        "DROP TABLE kept",
        "ALTER TABLE judgement RENAME TO verdict",
      })
  void whatWeNeverWriteIsDamageAndTheRestIsNotLostWithIt(String damage) throws Exception {
    var records = new RandomRecords(5);
    var incident = records.incident(2);
    assertThat(incident.told()).isNotEmpty();
    try (var store = open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      store.write(
          Turns.state(2),
          new Changes(List.of(incident), List.of(), List.of(), one(records.memory())));
    }
    execute(damage);

    try (var store = open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.lost().orElseThrow()).contains("damaged", "corrupt-");
      assertThat(loaded.past().incidents().byId().isEmpty())
          .isEqualTo(damage.contains(" incident ") || damage.contains(" told "));
      assertThat(loaded.past().memory().instances().isEmpty())
          .isEqualTo(damage.contains(" instance_clock "));
      assertThat(loaded.past().memory().groups().isEmpty())
          .isEqualTo(damage.contains(" judgement "));
    }
  }

  /** One of each kind, so that damage to all rows is damage to these. */
  private static Memory one(Memory all) {
    var instance =
        all.instances().entrySet().stream()
            .filter(each -> each.getValue().readAt().isPresent())
            .findFirst()
            .orElseThrow();
    var group = all.groups().entrySet().iterator().next();
    return new Memory(
        Map.of(instance.getKey(), instance.getValue()),
        Map.of(group.getKey(), group.getValue()),
        Map.of());
  }

  @Test
  void aDiskThatFailsIsTriedAgainUntilItIsMended() throws Exception {
    var incident = new RandomRecords(6).incident(1);
    try (var store = open()) {
      store.load(Turns.NOW);
      assertThat(store.write(Turns.state(1), Changes.NONE)).isEqualTo(KEPT);
      assertThat(store.write(Turns.state(1), opened(incident))).isEqualTo(KEPT);
      Files.move(directory().resolve("journal.db"), directory().resolve("elsewhere"));
      Files.createDirectory(directory().resolve("journal.db"));

      for (var seq = 2; seq < 5; seq++) {
        assertThat(store.write(Turns.state(seq), Changes.NONE)).isInstanceOf(Commit.Unkept.class);
      }
      assertThat(files()).noneMatch(name -> name.contains("corrupt") || name.contains("unread"));

      Files.delete(directory().resolve("journal.db"));
      Files.move(directory().resolve("elsewhere"), directory().resolve("journal.db"));
      assertThat(store.write(Turns.state(5), Changes.NONE)).isEqualTo(KEPT);
      assertThat(store.load(Turns.NOW).past().incidents().all()).hasSize(1);
    }
  }

  @Test
  void aJournalThatWasDeletedIsWrittenAnewFromTheWholeState() throws Exception {
    var fleet = new RandomFleet(7);
    var state = fleet.unremembered();
    try (var store = open()) {
      store.load(fleet.now());
      for (var i = 0; i < 100; i++) {
        var turn = fleet.turn(state);
        state = turn.state();
        assertThat(store.write(state, turn.changes())).isEqualTo(KEPT);
      }
      assertThat(state.incidents().all()).isNotEmpty();
      for (var part : List.of("journal.db", "journal.db-wal", "journal.db-shm")) {
        Files.delete(directory().resolve(part));
      }

      assertThat(store.write(state, Changes.NONE)).isEqualTo(KEPT);

      var past = store.load(fleet.now()).past();
      assertThat(past.seq()).isEqualTo(state.seq());
      assertThat(past.memory()).isEqualTo(Changes.whole(state).memory());
      assertThat(past.incidents().all()).containsExactlyElementsOf(state.incidents().all());
      assertThat(past.diagnoses()).isEqualTo(Changes.whole(state).diagnoses());
    }
  }

  @Test
  void aJournalThatBreaksWhileWeRunIsSetAsideAndWrittenAnewFromTheWholeState() throws Exception {
    var fleet = new RandomFleet(8);
    var state = fleet.unremembered();
    try (var store = open()) {
      store.load(fleet.now());
      for (var i = 0; i < 100; i++) {
        var turn = fleet.turn(state);
        state = turn.state();
        assertThat(store.write(state, turn.changes())).isEqualTo(KEPT);
      }
      var journal = directory().resolve("journal.db");
      var another = directory().resolve("another");
      Files.writeString(another, "garbage ".repeat(1000));
      Files.move(another, journal, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(directory().resolve("journal.db-wal"));

      assertThat(store.write(state, Changes.NONE))
          .asString()
          .contains("journal.db is damaged", "has been set aside as");
      assertThat(store.write(state, Changes.NONE)).isEqualTo(KEPT);

      var past = store.load(fleet.now()).past();
      assertThat(past.seq()).isEqualTo(state.seq());
      assertThat(past.memory()).isEqualTo(Changes.whole(state).memory());
      assertThat(past.incidents().all()).containsExactlyElementsOf(state.incidents().all());
      assertThat(past.diagnoses()).isEqualTo(Changes.whole(state).diagnoses());
    }
  }

  @Test
  void aPastThatCouldNotBeReadAtTheStartIsSetAsideOnceItCan() throws Exception {
    var old = new RandomRecords(9).incident(1);
    var young = new RandomRecords(9).incident(2);
    try (var store = open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(500), opened(old));
    }
    var journal = directory().resolve("journal.db");
    Files.move(journal, directory().resolve("elsewhere"));
    Files.createDirectory(journal);

    try (var store = open()) {
      assertThat(store.load(Turns.NOW).lost().orElseThrow()).contains("cannot be used");
      assertThat(store.write(Turns.state(1), opened(young))).isInstanceOf(Commit.Unkept.class);
      Files.delete(journal);
      Files.move(directory().resolve("elsewhere"), journal);

      assertThat(store.write(Turns.state(2), opened(young)))
          .asString()
          .contains("another past than ours", "journal.db.unread-20261102T101112Z");
      assertThat(store.write(Turns.state(3), opened(young))).isEqualTo(KEPT);
    }
    assertThat(files()).contains("journal.db.unread-20261102T101112Z");
  }

  @Test
  void aTurnIsKeptOnceItCanBeReadBackAndNotBefore() throws Exception {
    var incident = new RandomRecords(6).incident(1);
    try (var store = open()) {
      store.load(Turns.NOW);
      assertThat(store.write(Turns.state(1), Changes.NONE)).isEqualTo(KEPT);
      Files.delete(directory().resolve("journal.db-wal")); // somebody makes room

      assertThat(store.write(Turns.state(2), opened(incident))).isInstanceOf(Commit.Unkept.class);
      var again = store.write(Turns.state(3), opened(incident));
      assertThat(again.equals(KEPT) ? again : store.write(Turns.state(4), opened(incident)))
          .isEqualTo(KEPT);
    }
    try (var store = open()) {
      assertThat(store.load(Turns.NOW).past().incidents().all()).hasSize(1);
    }
  }

  @Test
  void whatADamagedJournalStillTellsIsNotLostWithTheRest() throws Exception {
    var incident = new RandomRecords(6).incident(1);
    var lost = new ArrayList<String>();
    try (var store = open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(499), Changes.NONE);
      store.write(Turns.state(500), opened(incident));
    }
    spoil("transition");

    try (var store =
        SqliteStore.open(directory(), InstantSource.fixed(TODAY), Optional.empty(), lost::add)) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.lost().orElseThrow()).contains("is damaged", ".corrupt-");
      assertThat(lost).containsExactly(loaded.lost().orElseThrow());
      assertThat(loaded.past().seq()).isEqualTo(500);
      assertThat(loaded.past().incidents().byId()).hasSize(1);
      assertThat(store.write(Turns.state(501), Changes.NONE)).isEqualTo(KEPT);
    }
  }

  /** SQLite leaves out a damaged log, and all that follows the damage, without a word. */
  @Test
  void aLogThatIsDamagedInTheMiddleIsSetAsideAndSaidSo() throws Exception {
    var incident = new RandomRecords(6).incident(1);
    try (var store = open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      store.write(Turns.state(2), opened(incident));
      store.write(Turns.state(3), Changes.NONE);
      Files.copy(directory().resolve("journal.db-wal"), directory().resolve("wal"));
      Files.copy(directory().resolve("journal.db"), directory().resolve("db"));
    }
    Files.move(directory().resolve("db"), directory().resolve("journal.db"), REPLACE_EXISTING);
    Files.move(directory().resolve("wal"), directory().resolve("journal.db-wal"));
    try (var file = new RandomAccessFile(directory().resolve("journal.db-wal").toFile(), "rw")) {
      file.seek(file.length() / 2);
      var old = file.read();
      file.seek(file.length() / 2);
      file.write(old ^ 1);
    }

    try (var store = open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.lost().orElseThrow()).contains("and turn 3 was written", ".corrupt-");
      assertThat(loaded.past().seq()).isLessThan(3);
      assertThat(store.write(Turns.state(4), Changes.NONE)).isEqualTo(KEPT);
    }
    try (var store = open()) {
      assertThat(store.load(Turns.NOW).lost()).isEmpty();
    }
  }

  /** Garbage in place of the first page of a table. */
  private void spoil(String table) throws Exception {
    var journal = directory().resolve("journal.db");
    long page;
    try (var open = Sqlite.writer(journal)) {
      Sqlite.execute(open, "PRAGMA wal_checkpoint(TRUNCATE)");
      page = Row.number(open, "SELECT rootpage FROM sqlite_schema WHERE name = ?", table);
    }
    try (var file = new RandomAccessFile(journal.toFile(), "rw")) {
      file.seek((page - 1) * 4096);
      file.write(new byte[4096]);
    }
  }

  private static Changes opened(Incident incident) {
    return new Changes(List.of(incident), List.of(), List.of(), Memory.NONE);
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(directory())) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  private void execute(String sql) throws Exception {
    try (var connection = Sqlite.writer(directory().resolve("journal.db"))) {
      Sqlite.execute(connection, sql);
    }
  }

  /** Every table, row by row. */
  private List<String> contents() throws Exception {
    var contents = new ArrayList<String>();
    var url = "jdbc:sqlite:" + directory().resolve("journal.db").toUri();
    try (var connection = DriverManager.getConnection(url)) {
      for (var table : List.of("incident", "told", "instance_clock", "judgement", "transition")) {
        contents.addAll(
            Row.all(
                connection,
                "SELECT * FROM " + table + " ORDER BY rowid",
                row -> {
                  var line = new StringBuilder(table);
                  var columns = row.result().getMetaData().getColumnCount();
                  for (var i = 1; i <= columns; i++) {
                    line.append('|').append(row.result().getString(i));
                  }
                  return line.toString();
                }));
      }
    }
    return contents;
  }
}
