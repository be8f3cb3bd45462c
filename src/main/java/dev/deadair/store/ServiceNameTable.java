package dev.deadair.store;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.ServiceName;
import dev.deadair.liveness.ServiceName.Move;
import dev.deadair.liveness.ServiceName.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the service name of every group led last, and how it came there. */
final class ServiceNameTable {

  private static final String PUT =
      """
      INSERT INTO service_name (subject, seq, name, moved_at, moved_from) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (subject) DO UPDATE SET
        seq = excluded.seq, name = excluded.name, moved_at = excluded.moved_at,
        moved_from = excluded.moved_from
      """;

  private static final String PUT_PLACE =
      """
      INSERT INTO service_place (subject, address, seq, who, since, last_ready, shows)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (subject, address) DO UPDATE SET
        seq = excluded.seq, who = excluded.who, since = excluded.since,
        last_ready = excluded.last_ready, shows = excluded.shows
      """;

  private ServiceNameTable() {}

  static void put(Connection connection, long seq, Map<GroupId, ServiceName> names)
      throws SQLException {
    try (var rows = new Rows(connection, PUT);
        var places = new Rows(connection, PUT_PLACE);
        var former = new Rows(connection, "DELETE FROM service_place WHERE subject = ?")) {
      for (var each : names.entrySet()) {
        var name = each.getValue();
        rows.put(
            each.getKey(),
            seq,
            name.name(),
            name.moved().map(Move::at),
            from(name.moved().map(Move::from).orElse(List.of())));
        former.put(each.getKey());
        for (var place : name.places()) {
          put(places, seq, each.getKey(), place);
        }
      }
    }
  }

  private static void put(Rows rows, long seq, GroupId group, Place place) throws SQLException {
    rows.put(
        group, place.address(), seq, place.who(), place.since(), place.lastReady(), place.shows());
  }

  static Map<GroupId, ServiceName> all(Reading reading) throws SQLException {
    var names = new HashMap<GroupId, ServiceName>();
    reading
        .all(
            "service_name",
            "",
            row -> Map.entry(row.subject("subject"), name(reading.connection(), row)))
        .forEach(
            each -> {
              if (each.getKey() instanceof GroupId group) {
                names.put(group, each.getValue());
              }
            });
    return names;
  }

  /** Whether it has an address at the moment shows at the next look. */
  private static ServiceName name(Connection connection, Row row) throws SQLException {
    var from = List.copyOf(Cell.pairs(row.text("moved_from")).values());
    return new ServiceName(
        row.text("name"),
        Optional.empty(),
        places(connection, row.text("subject")),
        row.maybeInstant("moved_at").map(at -> new Move(at, from)));
  }

  private static List<Place> places(Connection connection, String subject) throws SQLException {
    return Row.all(
        connection,
        "SELECT * FROM service_place WHERE subject = ? ORDER BY rowid",
        row ->
            new Place(
                row.text("address"),
                row.text("who"),
                row.instant("since"),
                row.maybeInstant("last_ready"),
                row.text("shows")),
        subject);
  }

  private static String from(List<String> who) {
    var numbered = new TreeMap<String, String>();
    for (var i = 0; i < who.size(); i++) {
      numbered.put("%06d".formatted(i), who.get(i));
    }
    return Cell.ofPairs(numbered);
  }
}
