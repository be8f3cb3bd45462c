package dev.deadair.store;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Hours;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What rate of samples is usual for each group, by hour of the week. */
final class BaselineTable {

  private static final String PUT =
      """
      INSERT INTO baseline (subject, seq, hours) VALUES (?, ?, ?)
      ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq, hours = excluded.hours
      """;

  private BaselineTable() {}

  static void put(Connection connection, long seq, Map<GroupId, Hours> baselines)
      throws SQLException {
    try (var rows = new Rows(connection, PUT)) {
      for (var each : baselines.entrySet()) {
        rows.put(each.getKey(), seq, text(each.getValue()));
      }
    }
  }

  static Map<GroupId, Hours> all(Reading reading) throws SQLException {
    var baselines = new HashMap<GroupId, Hours>();
    reading
        .all("baseline", "", row -> Map.entry(row.subject("subject"), hours(row.text("hours"))))
        .forEach(
            each -> {
              if (each.getKey() instanceof GroupId group) {
                baselines.put(group, each.getValue());
              }
            });
    return baselines;
  }

  private static String text(Hours hours) {
    return hours.values().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static Hours hours(String text) {
    return Hours.of(Stream.of(text.split(" ", -1)).map(Float::valueOf).toList());
  }
}
