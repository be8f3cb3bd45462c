package dev.deadair.store;

import dev.deadair.alert.Drill;
import dev.deadair.alert.Drill.Leg;
import dev.deadair.alert.Drills;
import dev.deadair.alert.Route;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The latest drill of every receiver and the latest that proved it; few, so they are written all at
 * once.
 */
final class DrillTable {

  private static final String PUT =
      """
      INSERT INTO drill (id, seq, receiver, severity, author, ordered_at, ended_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String PUT_LEG =
      """
      INSERT INTO drill_leg (
        drill, member, seq, sent_at, accepted_at, listed_at, notified_at, proven_at, trouble)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private DrillTable() {}

  static void put(Connection connection, long seq, Drills drills) throws SQLException {
    Sqlite.execute(connection, "DELETE FROM drill_leg");
    Sqlite.execute(connection, "DELETE FROM drill");
    try (var rows = new Rows(connection, PUT);
        var legs = new Rows(connection, PUT_LEG)) {
      for (var each : drills.all()) {
        var wanted = each.wanted();
        rows.put(
            wanted.id(),
            seq,
            wanted.receiver(),
            wanted.severity().word(),
            wanted.by(),
            each.orderedAt(),
            each.endedAt());
        for (var leg : each.legs().entrySet()) {
          put(legs, seq, wanted.id(), leg.getKey().member(), leg.getValue());
        }
      }
    }
  }

  private static void put(Rows rows, long seq, String drill, String member, Leg leg)
      throws SQLException {
    rows.put(
        drill,
        member,
        seq,
        leg.sent(),
        leg.accepted(),
        leg.listed(),
        leg.notified(),
        leg.proven(),
        leg.trouble());
  }

  static Drills all(Reading reading, Moment now) throws SQLException {
    return Drills.of(
        reading.all("drill", "ORDER BY rowid", row -> drill(reading.connection(), row, now)));
  }

  private static Drill drill(Connection connection, Row row, Moment now) throws SQLException {
    var wanted =
        new Drill.Wanted(row.text("id"), row.text("receiver"), severity(row), row.text("author"));
    return new Drill(
        wanted,
        row.moment("ordered_at", now),
        row.maybeMoment("ended_at", now),
        legs(connection, wanted, now));
  }

  private static Severity severity(Row row) throws SQLException {
    return Severity.valueOf(row.text("severity").toUpperCase(Locale.ROOT));
  }

  private static Map<Route, Leg> legs(Connection connection, Drill.Wanted wanted, Moment now)
      throws SQLException {
    var legs = new LinkedHashMap<Route, Leg>();
    Row.all(
            connection,
            "SELECT * FROM drill_leg WHERE drill = ? ORDER BY rowid",
            row -> Map.entry(new Route(wanted.receiver(), row.text("member")), leg(row, now)),
            wanted.id())
        .forEach(each -> legs.put(each.getKey(), each.getValue()));
    return legs;
  }

  private static Leg leg(Row row, Moment now) throws SQLException {
    return new Leg(
        row.moment("sent_at", now),
        row.maybeMoment("accepted_at", now),
        row.maybeMoment("listed_at", now),
        row.maybeMoment("notified_at", now),
        row.maybeMoment("proven_at", now),
        row.text("trouble"));
  }
}
