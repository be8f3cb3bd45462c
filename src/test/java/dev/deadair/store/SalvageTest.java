package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Told;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal that is damaged still tells, and what is said of what it does not. */
class SalvageTest {
  private static final Commit KEPT = new Commit.Kept();

  private final JournalFolder folder;

  SalvageTest(@TempDir Path temporary) {
    folder = new JournalFolder(temporary);
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
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      store.write(
          Turns.state(2),
          new Changes(List.of(incident), List.of(), List.of(), one(records.memory())));
    }
    folder.execute(damage);

    try (var store = folder.open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.lost().orElseThrow()).contains("damaged", "corrupt-");
      assertThat(loaded.past().incidents().byId().isEmpty())
          .isEqualTo(damage.contains(" incident "));
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
  void aRowThatCannotBeReadTakesNoOtherWithIt() throws Exception {
    var incidents = open(5);
    var lost = incidents.get(2);
    kept(incidents);
    folder.execute(
        "UPDATE incident SET alertname = 'NoSuchAlert' WHERE id = '%s'"
            .formatted(lost.id().value()));

    try (var store = folder.open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(ids(loaded))
          .containsExactlyElementsOf(
              incidents.stream().map(Incident::id).filter(id -> !id.equals(lost.id())).toList());
      assertThat(loaded.lost().orElseThrow())
          .contains("is damaged", ".corrupt-")
          .endsWith("; what else it holds is kept, but not 1 row of incident");
    }
  }

  /** Whatever it holds is told again, and closed in the end. */
  @Test
  void aRouteOfWhichNothingElseCanBeReadMayHoldItsIncident() throws Exception {
    var incidents = open(3);
    var known = incidents.get(1);
    kept(incidents);
    folder.execute(
        "UPDATE told SET report_at = '2026-01-01T00:00:00Z', report_reason = 'none'"
            + " WHERE incident = '%s'".formatted(known.id().value()));

    try (var store = folder.open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(ids(loaded)).hasSize(3);
      assertThat(loaded.past().incidents().get(known.id()).orElseThrow().told())
          .containsOnlyKeys(known.told().keySet())
          .allSatisfy((_, told) -> assertThat(told).isEqualTo(Told.assumed(Turns.NOW)));
      assertThat(loaded.lost().orElseThrow()).endsWith("of told").contains("but not");
    }
  }

  @Test
  void aStepThatCannotBeReadIsLeftOutOfItsIncidentsHistory() throws Exception {
    var incident =
        IntStream.range(0, 99)
            .mapToObj(new RandomRecords(6)::incident)
            .filter(each -> each.isOpen() && each.history().size() > 2)
            .findFirst()
            .orElseThrow();
    kept(List.of(incident));
    folder.execute("UPDATE step SET kind = 'none' WHERE n = 1");

    try (var store = folder.open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.past().incidents().get(incident.id()).orElseThrow().history())
          .hasSize(incident.history().size() - 1);
      assertThat(loaded.lost().orElseThrow()).endsWith("but not 1 row of step");
    }
  }

  /** A page of the table is gone; its index leads to what is on the others. */
  @Test
  void aPageOfTheFileThatIsGoneTakesNoRowWithItThatIsOnAnother() throws Exception {
    var incidents = open(200);
    kept(incidents);
    folder.execute("UPDATE incident SET alertname = 'NoSuchAlert' WHERE rowid = 2");
    folder.spoilLeaf("incident");

    try (var store = folder.open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(ids(loaded)).hasSizeBetween(100, 199).isSubsetOf(ids(incidents));
      assertThat(ids(loaded)).contains(incidents.getFirst().id(), incidents.getLast().id());
      assertThat(loaded.lost().orElseThrow())
          .contains("but not 1 row of incident, more of incident");
    }
  }

  /** Each is told once, though it is asked for more than once. */
  @Test
  void allThatCouldNotBeReadIsToldByTable() throws Exception {
    var lately = Turns.NOW.minus(Duration.ofMinutes(1));
    kept(open(4).stream().map(each -> each.dated(_ -> lately)).toList());
    folder.execute("UPDATE incident SET alertname = 'NoSuchAlert' WHERE rowid < 3");
    folder.execute("UPDATE judgement SET state = 'silent'");
    folder.execute("ALTER TABLE baseline RENAME TO usual");

    try (var store = folder.open()) {
      assertThat(store.load(Turns.NOW).lost().orElseThrow())
          .endsWith("but not 2 rows of incident, 1 row of judgement, some or all of baseline");
    }
  }

  @Test
  void ofADamagedFileOfWhichAllCanBeReadThatIsSaid() throws Exception {
    kept(open(2));
    folder.spoil("transition");

    try (var store = folder.open()) {
      assertThat(store.load(Turns.NOW).lost().orElseThrow())
          .endsWith("; all that it holds is kept");
    }
  }

  @Test
  void whatADamagedJournalStillTellsIsNotLostWithTheRest() throws Exception {
    var incident = new RandomRecords(6).incident(1);
    var lost = new ArrayList<String>();
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(499), Changes.NONE);
      store.write(Turns.state(500), JournalFolder.opened(incident));
    }
    folder.spoil("transition");

    try (var store =
        SqliteStore.open(
            folder.directory(),
            InstantSource.fixed(JournalFolder.TODAY),
            Optional.empty(),
            lost::add)) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.lost().orElseThrow()).contains("is damaged", ".corrupt-");
      assertThat(lost).containsExactly(loaded.lost().orElseThrow());
      assertThat(loaded.past().seq()).isEqualTo(500);
      assertThat(loaded.past().incidents().byId()).hasSize(1);
      assertThat(store.write(Turns.state(501), Changes.NONE)).isEqualTo(KEPT);
    }
  }

  /** Its end may have been told in a turn that is lost: to tell it again would page anew. */
  @Test
  void whatAJournalThatLostItsLatestTurnsHoldsOpenIsNotTakenForOpen() throws Exception {
    var records = new RandomRecords(6);
    var incidents = IntStream.range(0, 40).mapToObj(records::incident).toList();
    assertThat(incidents).anyMatch(Incident::isOpen).anyMatch(each -> !each.isOpen());
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      store.write(Turns.state(2), new Changes(incidents, List.of(), List.of(), Memory.NONE));
    }
    Files.writeString(folder.directory().resolve("journal.seq"), "3");

    try (var store = folder.open()) {
      var loaded = store.load(Turns.NOW);

      assertThat(loaded.lost().orElseThrow()).contains("and turn 3 was written");
      assertThat(loaded.past().incidents().all())
          .extracting(Incident::id)
          .containsExactlyElementsOf(
              incidents.stream().filter(each -> !each.isOpen()).map(Incident::id).toList());
    }
  }

  @Test
  void whatIsSavedOfADamagedJournalIsDatedByTheClockThatWroteIt() throws Exception {
    var opened = Turns.NOW.minus(Duration.ofMinutes(1));
    var incident = new RandomRecords(6).incident(1).dated(_ -> opened);
    try (var store = folder.openAt("one")) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      store.write(Turns.state(2), JournalFolder.opened(incident));
    }
    folder.spoil("transition");

    var later = Turns.NOW.plus(Duration.ofMinutes(1));
    var now = new Moment(later.wall().plus(Duration.ofHours(2)), Duration.ofDays(9), later.boot());
    try (var store = folder.openAt("one")) {
      var past = store.load(now).past();

      assertThat(past.stepped()).isEqualTo(Duration.ofHours(2));
      assertThat(past.incidents().all())
          .extracting(each -> each.openedAt().boot())
          .containsExactly(opened.boot());
    }
  }

  private void kept(List<Incident> incidents) throws Exception {
    try (var store = folder.open()) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      var memory = one(new RandomRecords(5).memory());
      var changes = new Changes(incidents, List.of(), List.of(), memory);
      assertThat(store.write(Turns.state(2), changes)).isEqualTo(KEPT);
    }
  }

  private static List<Incident> open(int count) {
    var records = new RandomRecords(6);
    return IntStream.range(0, 10 * count)
        .mapToObj(records::incident)
        .filter(each -> each.isOpen() && !each.told().isEmpty())
        .limit(count)
        .toList();
  }

  private static List<IncidentId> ids(Loaded loaded) {
    return ids(List.copyOf(loaded.past().incidents().all()));
  }

  private static List<IncidentId> ids(List<Incident> incidents) {
    return incidents.stream().map(Incident::id).toList();
  }
}
