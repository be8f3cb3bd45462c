package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.IncidentId;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every journal that an earlier version has left is opened, and nothing in it is lost. */
class EarlierSchemasTest {

  private static final Instant TODAY = Instant.parse("2026-11-02T10:11:12.5Z");
  private static final int NEWEST = Schema.MIGRATIONS.size();

  @TempDir private static Path full;

  private static Set<IncidentId> expected = Set.of();

  @TempDir private Path earlier;

  @BeforeAll
  static void write() throws IOException {
    try (var store = open(full)) {
      store.load(Turns.NOW);
      store.write(Turns.state(1), Changes.NONE);
      for (var seq = 2; seq < 12; seq++) {
        var records = new RandomRecords(seq);
        var incidents = Stream.of(seq, seq + 1, seq + 2).map(records::incident).toList();
        store.write(
            Turns.state(seq),
            new Changes(
                incidents,
                List.of(),
                List.of(),
                List.of(records.change(seq)),
                records.memory(),
                records.diagnoses()));
      }
      expected = incidents(store);
    }
  }

  private static SqliteStore open(Path directory) throws IOException {
    return SqliteStore.open(directory, InstantSource.fixed(TODAY));
  }

  static IntStream schemas() {
    return IntStream.range(1, NEWEST);
  }

  @ParameterizedTest(name = "schema {0}")
  @MethodSource("schemas")
  void aJournalOfAnEarlierSchemaKeepsAllItHolds(int version) throws Exception {
    var file = earlier.resolve("journal.db");
    try (var journal = Sqlite.writer(file)) {
      Migrations.apply(journal, "journal.db", Schema.MIGRATIONS.subList(0, version), TODAY);
      fill(journal);
    }
    var columns = columns(file);
    var before = rows(file, columns);
    untouchable(file, true);
    try (var store = open(earlier)) {
      var loaded = store.load(Turns.NOW);
      assertThat(loaded.lost()).as("on a disk that takes nothing").isEmpty();
      assertThat(loaded.past().incidents().byId().keySet()).isEqualTo(expected);
      assertThat(store.write(Turns.state(99), Changes.NONE)).isInstanceOf(Commit.Unkept.class);
      assertThat(columns(file)).as("nothing is written").isEqualTo(columns);
    }
    untouchable(file, false);
    assertThat(before.get("incident")).hasSizeGreaterThan(10);

    try (var store = open(earlier)) {
      assertThat(incidents(store)).isEqualTo(expected);
      assertThat(columns(file)).isEqualTo(columns(full.resolve("journal.db")));
      assertThat(rows(file, columns)).isEqualTo(before);
    }
  }

  /** SQLite reads a file whose format for writing is a later one, and refuses to write it. */
  private static void untouchable(Path file, boolean now) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(18);
      bytes.write(now ? 3 : 1);
      bytes.write(1);
    }
  }

  private static Set<IncidentId> incidents(SqliteStore store) throws IOException {
    return store.load(Turns.NOW).past().incidents().byId().keySet();
  }

  /** Puts all in that it has a place for. */
  private static void fill(Connection journal) throws SQLException {
    Sqlite.execute(journal, "PRAGMA foreign_keys = OFF");
    Sqlite.execute(journal, "ATTACH '" + full.resolve("journal.db") + "' AS full");
    for (var table : columns(journal).entrySet()) {
      var names = String.join(", ", table.getValue());
      Sqlite.execute(
          journal,
          "INSERT OR IGNORE INTO main.%s (%s) SELECT %s FROM full.%s"
              .formatted(table.getKey(), names, names, table.getKey()));
    }
    Sqlite.execute(journal, "DETACH full");
  }

  private static Map<String, List<String>> columns(Path file) throws SQLException {
    try (var journal = Sqlite.reader(file)) {
      return columns(journal);
    }
  }

  private static Map<String, List<String>> columns(Connection journal) throws SQLException {
    var tables =
        Row.all(
            journal,
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> 'schema_version'",
            row -> row.text("name"));
    var columns = new TreeMap<String, List<String>>();
    for (var table : tables) {
      columns.put(
          table,
          Row.all(
              journal,
              "SELECT name FROM pragma_table_info('" + table + "') ORDER BY name",
              row -> row.text("name")));
    }
    return columns;
  }

  private static Map<String, List<String>> rows(Path file, Map<String, List<String>> columns)
      throws SQLException {
    var rows = new TreeMap<String, List<String>>();
    try (var journal = Sqlite.reader(file)) {
      for (var table : columns.entrySet()) {
        var quoted = String.join("), quote(", table.getValue());
        rows.put(
            table.getKey(),
            Row.all(
                journal,
                "SELECT concat_ws(' | ', quote(%s)) AS line FROM %s ORDER BY line"
                    .formatted(quoted, table.getKey()),
                row -> row.text("line")));
      }
    }
    return rows;
  }
}
