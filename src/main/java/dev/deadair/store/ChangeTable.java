package dev.deadair.store;

import dev.deadair.liveness.Change;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What servers said of themselves and did not before, for people: no judgement rests on it. */
final class ChangeTable {

  private static final Duration KEPT_FOR = Duration.ofDays(30);
  private static final int MOST = 100_000;

  private static final String PUT =
      """
      INSERT INTO change (seq, at, site, subject, kind, was, became)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (subject, kind, at) DO NOTHING
      """;

  private ChangeTable() {}

  static void put(Connection connection, long seq, List<Change> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (var rows = new Rows(connection, PUT)) {
      for (var each : changes) {
        rows.put(
            seq,
            each.at(),
            each.instance().site(),
            each.instance(),
            each.kind().word(),
            each.from(),
            each.to());
      }
    }
    try (var rows =
        new Rows(
            connection,
            "DELETE FROM change WHERE at < ? OR id <= (SELECT max(id) FROM change) - ?")) {
      rows.put(changes.getLast().at().minus(KEPT_FOR), MOST);
    }
  }

  /** Those of a site's servers, from one time up to another, in order. */
  static List<Change> of(Connection connection, SiteId site, Instant from, Instant to)
      throws SQLException {
    return Row.all(
        connection,
        "SELECT * FROM change WHERE site = ? AND at >= ? AND at < ? ORDER BY at, id",
        ChangeTable::change,
        site,
        from,
        to);
  }

  private static Change change(Row row) throws SQLException {
    if (row.subject("subject") instanceof InstanceId id) {
      return new Change(
          id, kind(row.text("kind")), row.text("was"), row.text("became"), row.instant("at"));
    }
    throw new IllegalArgumentException("no instance: " + row.text("subject"));
  }

  static Change.Kind kind(String word) {
    return Stream.of(Change.Kind.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of change: " + word));
  }
}
