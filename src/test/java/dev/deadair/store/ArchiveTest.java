package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.alert.Incident;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Transition;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

  private static final SiteId EQSIN = new SiteId("eqsin");
  private static final GroupId OPS = new GroupId(EQSIN, "ops");
  private static final InstanceId PROM = new InstanceId(OPS, "prom");

  @TempDir private Path directory;

  private final RandomRecords records = new RandomRecords(1);
  private SqliteStore store;
  private Archive archive;

  @BeforeEach
  void open() throws IOException {
    store = SqliteStore.open(directory, InstantSource.system());
    store.load(Turns.NOW);
    write(1, Changes.NONE);
    archive = new Archive(directory);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void closedIncidentsAreNoPastButCanBeRead() throws Exception {
    var first = records.incident(1);
    var second = records.incident(2);
    var third = records.incident(3);
    write(2, new Changes(List.of(first, second, third), List.of(), List.of(), Memory.NONE));
    assertThat(archive.recentClosed(10, Turns.NOW)).isEmpty();

    write(3, closed(List.of(second)));
    write(4, closed(List.of(third)));

    assertThat(archive.recentClosed(10, Turns.NOW)).containsExactly(third, second);
    assertThat(archive.recentClosed(1, Turns.NOW)).containsExactly(third);
    assertThat(store.load(Turns.NOW).past().incidents().all())
        .map(Incident::id)
        .containsExactly(first.id());
  }

  @Test
  void anIncidentThatOpenedAndClosedBetweenTwoCommitsCanBeRead() throws Exception {
    var whole = records.incident(1);

    write(2, closed(List.of(whole)));

    assertThat(archive.recentClosed(10, Turns.NOW)).containsExactly(whole);
  }

  @Test
  void transitionsOfASiteAreThoseOfItsGroupsAndInstancesToo() throws Exception {
    var mine = List.of(at(1, PROM), at(2, OPS), at(3, EQSIN), at(4, EQSIN));
    write(2, transitions(mine));
    write(3, transitions(List.of(at(2, new SiteId("eqsin2")), at(3, new SiteId("☃")))));

    assertThat(transitions(1, 4)).isEqualTo(mine.subList(0, 3));
    assertThat(transitions(2, 100)).isEqualTo(mine.subList(1, 4));
    assertThat(transitions(5, 100)).isEmpty();
  }

  @Test
  void transitionsAreForgottenAfterAMonth() throws Exception {
    var day = Duration.ofDays(1).toSeconds();
    write(2, transitions(List.of(at(0, EQSIN), at(day, EQSIN))));
    assertThat(transitions(0, 40 * day)).hasSize(2);

    write(3, transitions(List.of(at(30 * day + 1, EQSIN))));

    assertThat(transitions(0, 40 * day)).containsExactly(at(day, EQSIN), at(30 * day + 1, EQSIN));
  }

  @Test
  void noMoreThanTheNewestTransitionsAreHeld() throws Exception {
    execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100005)
        INSERT INTO transition (seq, at, site, subject, from_state, to_state, because)
        SELECT 1, printf('2026-05-04T00:00:00.%09dZ', i), 'eqsin', 'eqsin', 'a', 'b', i FROM n
        """);

    write(2, transitions(List.of(at(0, PROM))));

    var held = archive.transitions(EQSIN, Instant.EPOCH, Turns.NOW.wall().plusNanos(1), Turns.NOW);
    assertThat(held).hasSize(100_000).endsWith(at(0, PROM));
    assertThat(held.getFirst().because()).isEqualTo("7");
  }

  @Test
  void noMoreThanTheLatestClosedIncidentsAreHeld() throws Exception {
    write(2, new Changes(List.of(records.incident(1)), List.of(), List.of(), Memory.NONE));
    execute(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10005)
        INSERT INTO incident (
          id, seq, alertname, subject, stage, stage_since, since, last_data, opened_at, generation,
          dedup_key, closed_seq, more)
        SELECT 'old' || i, 1, alertname, subject, 'resolved', opened_at, since, last_data,
          opened_at, 2, dedup_key, i, more
        FROM n, incident WHERE id = 'id1'
        """);
    var latest = records.incident(2);

    write(20_000, closed(List.of(latest)));

    var held = archive.recentClosed(20_000, Turns.NOW);
    assertThat(held).hasSize(10_000).startsWith(latest);
    assertThat(held.getLast().id().value()).isEqualTo("old7");
    assertThat(store.load(Turns.NOW).past().incidents().all()).hasSize(1);
  }

  @Test
  void whatIsNotThereIsSaidSo(@TempDir Path empty) {
    assertThatThrownBy(() -> new Archive(empty).recentClosed(10, Turns.NOW))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the journal cannot be read: ");
  }

  private void write(long seq, Changes changes) {
    assertThat(store.write(Turns.state(seq), changes)).isEqualTo(new Commit.Kept());
  }

  private void execute(String sql) throws Exception {
    try (var connection = Sqlite.writer(directory.resolve("journal.db"))) {
      Sqlite.execute(connection, sql);
    }
  }

  private List<Transition> transitions(long from, long to) throws IOException {
    var start = Turns.NOW.wall();
    return archive.transitions(EQSIN, start.plusSeconds(from), start.plusSeconds(to), Turns.NOW);
  }

  private static Transition at(long seconds, Subject subject) {
    var at = Turns.NOW.plus(Duration.ofSeconds(seconds));
    return new Transition(subject, "producing", "stalled", at, "it's no data ☃");
  }

  private static Changes transitions(List<Transition> transitions) {
    return new Changes(List.of(), List.of(), transitions, Memory.NONE);
  }

  private static Changes closed(List<Incident> closed) {
    return new Changes(List.of(), closed, List.of(), Memory.NONE);
  }
}
