package dev.deadair.store;

import dev.deadair.alert.Incident;
import dev.deadair.liveness.Memory;
import dev.deadair.turn.Changes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A directory of a journal, and what a test does to the files in it. */
final class JournalFolder {
  static final Instant TODAY = Instant.parse("2026-11-02T10:11:12.5Z");

  private final Path directory;

  /** One below {@code temporary} whose name nobody would choose. */
  JournalFolder(Path temporary) {
    directory = temporary.resolve("a b?c%20#é").resolve("data");
  }

  Path directory() {
    return directory;
  }

  SqliteStore open() throws IOException {
    return SqliteStore.open(directory, InstantSource.fixed(TODAY));
  }

  /** On a machine that is booted so. */
  SqliteStore openAt(String boot) throws IOException {
    return SqliteStore.open(directory, InstantSource.fixed(TODAY), Optional.of(boot), _ -> {});
  }

  /** Garbage in place of the first page of a table. */
  void spoil(String table) throws Exception {
    spoilPage("SELECT rootpage FROM sqlite_schema WHERE name = ?", table);
  }

  /** Garbage in place of a page in the middle of those that hold a table's rows. */
  void spoilLeaf(String table) throws Exception {
    spoilPage(
        """
        WITH leaf AS (SELECT pageno, path FROM dbstat WHERE name = ? AND pagetype = 'leaf')
        SELECT pageno FROM leaf ORDER BY path LIMIT 1 OFFSET (SELECT count(*) / 2 FROM leaf)
        """,
        table);
  }

  private void spoilPage(String which, String table) throws Exception {
    var journal = directory.resolve("journal.db");
    long page;
    try (var open = Sqlite.writer(journal)) {
      Sqlite.execute(open, "PRAGMA wal_checkpoint(TRUNCATE)");
      page = Row.number(open, which, table);
    }
    try (var file = new RandomAccessFile(journal.toFile(), "rw")) {
      file.seek((page - 1) * 4096);
      file.write(new byte[4096]);
    }
  }

  static Changes opened(Incident incident) {
    return new Changes(List.of(incident), List.of(), List.of(), Memory.NONE);
  }

  List<String> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  void execute(String sql) throws Exception {
    try (var connection = Sqlite.writer(directory.resolve("journal.db"))) {
      Sqlite.execute(connection, sql);
    }
  }

  /** Every table, row by row. */
  List<String> contents() throws Exception {
    var contents = new ArrayList<String>();
    var url = "jdbc:sqlite:" + directory.resolve("journal.db").toUri();
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
