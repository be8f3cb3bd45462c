package dev.deadair.store;

import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Mutes;
import dev.deadair.liveness.Moment;
import java.sql.Connection;
import java.sql.SQLException;

/** Every maintenance that goes on or ended of late; few, so they are written all at once. */
final class MaintenanceTable {

  private static final String PUT =
      """
      INSERT INTO maintenance (
        id, seq, subject, begins, at_most_until, until_producing, comment, author, down, ended_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private MaintenanceTable() {}

  static void put(Connection connection, long seq, Mutes mutes) throws SQLException {
    Sqlite.execute(connection, "DELETE FROM maintenance");
    try (var rows = new Rows(connection, PUT)) {
      for (var each : mutes.all()) {
        rows.put(
            each.id(),
            seq,
            each.subject(),
            each.from(),
            each.until(),
            each.untilProducing(),
            each.comment(),
            each.author(),
            each.down(),
            each.endedAt());
      }
    }
  }

  static Mutes all(Reading reading, Moment now) throws SQLException {
    return Mutes.of(reading.all("maintenance", "ORDER BY rowid", row -> maintenance(row, now)));
  }

  private static Maintenance maintenance(Row row, Moment now) throws SQLException {
    return new Maintenance(
        row.text("id"),
        row.subject("subject"),
        row.moment("begins", now),
        row.anyMoment("at_most_until", now),
        row.flag("until_producing"),
        row.text("comment"),
        row.text("author"),
        row.flag("down"),
        row.maybeMoment("ended_at", now));
  }
}
