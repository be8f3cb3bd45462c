package dev.deadair.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Numbered steps by which a file of ours comes to hold the tables that this version knows. */
final class Migrations {

  private Migrations() {}

  /**
   * Takes the steps that {@code file} has not seen, all of them or none.
   *
   * @throws IOException where a later version of ours has written it
   */
  static void apply(Connection connection, String file, List<String> steps, Instant now)
      throws SQLException, IOException {
    Sqlite.begin(connection);
    Sqlite.execute(
        connection,
        "CREATE TABLE IF NOT EXISTS schema_version"
            + " (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
    var version = Row.number(connection, "SELECT coalesce(max(version), 0) FROM schema_version");
    if (version > steps.size()) {
      throw new IOException(
          file
              + " was written by a later version of deadair (schema "
              + version
              + ", this one knows "
              + steps.size()
              + "): run that version, or move the file away");
    }
    try (var applied = new Rows(connection, "INSERT INTO schema_version VALUES (?, ?)")) {
      for (var next = version + 1; next <= steps.size(); next++) {
        Sqlite.execute(connection, steps.get((int) next - 1));
        applied.put(next, now);
      }
    }
    Sqlite.commit(connection);
  }
}
