package dev.deadair.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/**
 * What is particular to SQLite and its driver.
 *
 * <p>Transactions are begun and ended in SQL: with auto-commit off the driver begins the next one
 * as soon as one ends, and holds the write lock for good.
 */
final class Sqlite {

  /** How long another program, such as a shell on the file, may hold a lock that we need. */
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  /** A broken page, or no database at all. https://sqlite.org/rescode.html */
  private static final Set<Integer> DAMAGE =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT.code, SQLiteErrorCode.SQLITE_NOTADB.code);

  private static final Logger LOG = LoggerFactory.getLogger(Sqlite.class);

  private Sqlite() {}

  /**
   * A connection to write with, to a file that is created where it is missing.
   *
   * <p>Nothing has been read yet: {@link #makeDurable} is the first to find a damaged file, and by
   * then there is a connection, so that the file can be moved away before that closes.
   */
  static Connection writer(Path file) throws SQLException {
    var config = config();
    config.enforceForeignKeys(true);
    return config.createConnection(url(file));
  }

  /** A commit survives a power cut: {@code FULL}, since {@code NORMAL} may lose the latest. */
  static void makeDurable(Connection connection) throws SQLException {
    Row.all(connection, "PRAGMA journal_mode = WAL", row -> row.text("journal_mode"));
    execute(connection, "PRAGMA synchronous = FULL");
  }

  /** A commit survives our own end; a power cut may take the latest, and leaves the file sound. */
  static void makeQuick(Connection connection) throws SQLException {
    Row.all(connection, "PRAGMA journal_mode = WAL", row -> row.text("journal_mode"));
    execute(connection, "PRAGMA synchronous = NORMAL");
  }

  static Connection reader(Path file) throws SQLException {
    var config = config();
    config.setReadOnly(true);
    return config.createConnection(url(file));
  }

  /** A database of its own that nobody else sees, and that ends with its connection. */
  static Connection inMemory() throws SQLException {
    return config().createConnection("jdbc:sqlite::memory:");
  }

  /** What {@code file} holds, in a database in memory; what is out of order in it is thrown. */
  static Connection copied(Path file) throws SQLException {
    var config = config();
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    var copy = config.createConnection("jdbc:sqlite::memory:");
    try {
      try (var attach = copy.prepareStatement("ATTACH ? AS disk")) {
        attach.setString(1, file.toUri() + (isFolded(file) ? "?immutable=1" : "?mode=ro"));
        attach.executeUpdate();
      }
      requireSound(copy, "disk");
      begin(copy); // so that all of it is of one moment
      copy("table", copy);
      copy("index", copy);
      commit(copy);
      execute(copy, "DETACH disk");
      return copy;
    } catch (SQLException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /**
   * Whether its write-ahead log is gone, as where it was closed in order: to read it, SQLite would
   * make another, and a file system that was mounted read-only since has no place for that.
   */
  private static boolean isFolded(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal").toFile().length() == 0;
  }

  private static void copy(String type, Connection into) throws SQLException {
    var made =
        Row.all(
            into,
            "SELECT name, sql FROM disk.sqlite_schema WHERE type = ? AND sql IS NOT NULL"
                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
            row -> Map.entry(row.text("name"), row.text("sql")),
            type);
    for (var each : made) {
      execute(into, each.getValue());
      if (type.equals("table")) {
        execute(into, "INSERT INTO main.%1$s SELECT * FROM disk.%1$s".formatted(each.getKey()));
      }
    }
  }

  /** Closes what may have failed, and then may not close either. */
  static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection that has failed did not close either", e);
    }
  }

  static void begin(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
  }

  static void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  static void rollback(Connection connection) throws SQLException {
    execute(connection, "ROLLBACK");
  }

  /** Executes any number of statements. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** Reads the whole file; what is out of order in it is an {@link IllegalArgumentException}. */
  static void requireSound(Connection connection) throws SQLException {
    requireSound(connection, "main");
  }

  private static void requireSound(Connection connection, String schema) throws SQLException {
    var found =
        Row.all(
            connection,
            "PRAGMA " + schema + ".integrity_check(1)",
            row -> row.text("integrity_check"));
    if (!found.equals(List.of("ok"))) {
      throw new IllegalArgumentException(String.join(", ", found));
    }
  }

  /** Whether the file itself is to blame, so that no waiting mends it. */
  static boolean isDamage(SQLException e) {
    return DAMAGE.contains(primaryCode(e));
  }

  /** Whether there are no tables of ours in it, sound as it may be. */
  static boolean isForeign(SQLException e) {
    return primaryCode(e) == SQLiteErrorCode.SQLITE_ERROR.code;
  }

  private static int primaryCode(SQLException e) {
    return e.getErrorCode() & 0xff;
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    return config;
  }

  /** As a URI, since the driver would take a question mark in a plain path for the end of it. */
  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toUri();
  }
}
