package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Mutes;
import dev.deadair.alert.Openings;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

/** What a journal holds, and who may open it. */
class SqliteStoreTest {
  private static final Commit KEPT = new Commit.Kept();

  private final Path temporary;
  private final JournalFolder folder;

  SqliteStoreTest(@TempDir Path temporary) {
    this.temporary = temporary;
    folder = new JournalFolder(temporary);
  }

  @Test
  void aNewDirectoryIsOursAlone() throws Exception {
    try (var store = folder.open()) {
      assertThat(store.load(Turns.NOW)).isEqualTo(new Loaded(Past.NONE, Optional.empty()));
    }

    assertThat(Files.getPosixFilePermissions(folder.directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aCommitIsSyncedToTheDisk() throws Exception {
    Files.createDirectories(folder.directory());
    try (var connection = Sqlite.writer(folder.directory().resolve("journal.db"))) {
      Sqlite.makeDurable(connection);

      assertThat(Row.number(connection, "PRAGMA synchronous")).as("FULL").isEqualTo(2);
      assertThat(Row.all(connection, "PRAGMA journal_mode", row -> row.text("journal_mode")))
          .containsExactly("wal");
    }
  }

  /** Else what opens often would be held open until a clock that was set back has caught up. */
  @Test
  void whatHappenedIsNotInTheFutureAfterAStepBackOfTheClock() throws Exception {
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      var opened = new RandomRecords(1).incident(1);
      store.write(Turns.state(2), new Changes(List.of(opened), List.of(), List.of(), Memory.NONE));
    }
    var earlier =
        new Moment(Instant.EPOCH.plus(Duration.ofDays(1)), Turns.NOW.mono(), Turns.NOW.boot());

    try (var store = folder.open()) {
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
    try (var store = folder.open()) {
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

    try (var store = folder.open()) {
      // Nothing of it is in the future then, and so everything keeps its time.
      var past = store.load(Turns.NOW.at(Instant.MAX)).past();
      assertThat(past.seq()).isEqualTo(11);
      assertThat(past.memory()).isEqualTo(memory);
      assertThat(past.incidents().byId()).isEqualTo(incidents);
      assertThat(past.diagnoses()).isEqualTo(diagnoses);
      assertThat(past.incidents().all()).containsExactlyElementsOf(incidents.values());
    }
  }

  /** A route that has once been told of an incident never leaves it. */
  private static Incident told(Incident before, Incident after) {
    var told = new LinkedHashMap<>(before.told());
    told.putAll(after.told());
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
        after.history(),
        false);
  }

  @Test
  void aTurnOlderThanWhatIsHeldIsRefused() throws Exception {
    var records = new RandomRecords(1);
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      assertThat(store.write(Turns.state(7), Changes.NONE)).isEqualTo(KEPT);

      assertThat(store.write(Turns.state(6), JournalFolder.opened(records.incident(1))))
          .isEqualTo(new Commit.Unkept("turn 6 is older than 7, which is held"));

      assertThat(store.load(Turns.NOW).past()).isEqualTo(new Past(7, Memory.NONE, Incidents.NONE));
      assertThat(store.write(Turns.state(7), JournalFolder.opened(records.incident(1))))
          .isEqualTo(KEPT);
    }
  }

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {-7200, 0, 1, 7200})
  void aStepOfTheClockIsKnownWithinOneBoot(long seconds) throws Exception {
    var moved = Turns.NOW.plus(Duration.ofMinutes(3));
    var now = new Moment(moved.wall().plusSeconds(seconds), Duration.ZERO, moved.boot());
    try (var store = folder.openAt("one")) {
      store.load(Turns.NOW);
      store.write(Turns.state(7), Changes.NONE);
    }

    try (var store = folder.openAt("one")) {
      var known = Math.abs(seconds) > 2 ? seconds : 0; // or it was slewed
      assertThat(store.load(now).past().stepped()).isEqualTo(Duration.ofSeconds(known));
    }
    try (var store = folder.openAt("another")) {
      assertThat(store.load(now).past().stepped()).isZero();
    }
    try (var store = folder.open()) {
      assertThat(store.load(now).past().stepped()).isZero();
    }
  }

  @Test
  void aMaintenanceIsNoLongerForAClockThatWasSetBack() throws Exception {
    var hour = Duration.ofHours(1);
    var wanted = new Maintenance.Wanted("m", new SiteId("ulsfo"), hour, false, "upgrade", "jo");
    var mutes = Mutes.NONE.begun(List.of(wanted), Turns.NOW);
    try (var store = folder.openAt("one")) {
      store.load(Turns.NOW);
      store.write(Turns.state(6), Changes.NONE);
      store.write(
          Turns.state(7),
          new Changes(
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              Memory.NONE,
              Map.of(),
              Optional.of(mutes),
              Optional.empty()));
    }

    try (var store = folder.openAt("one")) {
      var moved = Turns.NOW.plus(Duration.ofMinutes(1));
      var now = new Moment(moved.wall().minusSeconds(7200), Duration.ZERO, moved.boot());
      assertThat(store.load(now).past().mutes().all())
          .extracting(each -> each.end().boot())
          .containsExactly(Turns.NOW.boot().plus(hour));
    }
  }

  @Test
  void aClockSinceBootThatIsBehindIsAnotherOne() throws Exception {
    try (var store = folder.openAt("one")) {
      store.load(Turns.NOW);
      store.write(Turns.state(7), Changes.NONE);
    }

    try (var store = folder.openAt("one")) {
      var now = new Moment(Turns.NOW.wall(), Duration.ZERO, Duration.ofSeconds(9));
      assertThat(store.load(now).past().stepped()).isZero();
    }
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
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      store.write(Turns.state(2), changes);
      var once = folder.contents();

      assertThat(store.write(Turns.state(2), changes)).isEqualTo(KEPT);

      assertThat(folder.contents()).isEqualTo(once);
    }
  }

  @Test
  void aDirectoryInUseIsRefusedByName() throws Exception {
    try (var first = folder.open()) {
      assertThatThrownBy(folder::open)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "storage directory %s is in use by another deadair process", folder.directory());
      first.load(Turns.NOW);
    }
    folder.open().close();
  }

  @Test
  void aFileInTheWayIsRefusedByName() throws Exception {
    Files.createDirectories(folder.directory().getParent());
    Files.writeString(folder.directory(), "not a directory");

    assertThatThrownBy(folder::open)
        .isInstanceOf(IOException.class)
        .hasMessage("storage directory %s is a file", folder.directory());
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
    Files.writeString(folder.directory().getParent(), "not a directory");

    assertThatThrownBy(folder::open)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("storage directory %s cannot be used: ", folder.directory());
  }

  @Test
  void aJournalOfALaterVersionIsLeftAlone() throws Exception {
    try (var store = folder.open()) {
      store.load(Turns.NOW);
    }
    folder.execute("INSERT INTO schema_version VALUES (1000, '2030-01-01T00:00:00Z')");

    try (var store = folder.open()) {
      assertThatThrownBy(() -> store.load(Turns.NOW))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("later version of deadair (schema 1000, this one knows ");
      assertThat(store.write(Turns.state(1), Changes.NONE)).isInstanceOf(Commit.Unkept.class);
    }
    assertThat(folder.files()).containsExactlyInAnyOrder("journal.db", "journal.lock");
  }
}
