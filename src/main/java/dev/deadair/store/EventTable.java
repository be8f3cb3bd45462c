package dev.deadair.store;

import dev.deadair.liveness.SiteId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What happened, for people, beyond the changes of state that the journal holds. */
final class EventTable {

  private static final Duration KEPT_FOR = Duration.ofDays(30);
  private static final int MOST = 100_000;

  private EventTable() {}

  static void put(Connection open, List<Sample.Event> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    try (var rows =
            new Rows(
                open, "INSERT INTO event (at, site, subject, kind, text) VALUES (?, ?, ?, ?, ?)");
        var old =
            new Rows(
                open, "DELETE FROM event WHERE at < ? OR id <= (SELECT max(id) FROM event) - ?")) {
      for (var each : events) {
        rows.put(
            each.at(),
            each.subject().ofSite().orElseThrow(),
            each.subject(),
            each.kind(),
            each.text());
      }
      old.put(events.getLast().at().minus(KEPT_FOR), MOST);
    }
  }

  /** Those of a site and what belongs to it, from one time up to another, the oldest first. */
  static List<Sample.Event> of(Connection open, SiteId site, Instant from, Instant to)
      throws SQLException {
    return Row.all(
        open,
        "SELECT * FROM event WHERE site = ? AND at >= ? AND at < ? ORDER BY id",
        row ->
            new Sample.Event(
                row.instant("at"), row.subject("subject"), row.text("kind"), row.text("text")),
        site,
        from,
        to);
  }
}
