package dev.deadair.store;

import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Route;
import dev.deadair.alert.Step;
import dev.deadair.liveness.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What happened to each incident on its way to people, in order. */
final class StepTable {

  private static final String PUT =
      """
      INSERT INTO step (incident, n, seq, at, receiver, member, reason, kind, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (incident, n) DO UPDATE SET
        seq = excluded.seq, at = excluded.at, receiver = excluded.receiver,
        member = excluded.member, reason = excluded.reason, kind = excluded.kind,
        detail = excluded.detail
      """;

  private StepTable() {}

  /**
   * What has happened does not change: only what came since the last time is new, unless a step of
   * our clock has dated all of it anew.
   */
  static void put(Connection connection, long seq, List<Incident> incidents) throws SQLException {
    try (var rows = new Rows(connection, PUT)) {
      for (var incident : incidents) {
        var history = incident.history();
        for (var n = known(connection, incident.id(), history); n < history.size(); n++) {
          put(rows, seq, incident.id(), n, history.get(n));
        }
      }
    }
  }

  /** How many of {@code history} are held as they are. */
  private static int known(Connection connection, IncidentId incident, List<Step> history)
      throws SQLException {
    var latest =
        Row.all(
            connection,
            "SELECT n, at FROM step WHERE incident = ? ORDER BY n DESC LIMIT 1",
            row -> Map.entry(row.count("n"), row.instant("at")),
            incident.value());
    var isHeld =
        latest.stream()
            .anyMatch(
                each ->
                    each.getKey() < history.size()
                        && history.get(each.getKey()).at().wall().equals(each.getValue()));
    return isHeld ? latest.getFirst().getKey() + 1 : 0;
  }

  private static void put(Rows rows, long seq, IncidentId incident, int n, Step step)
      throws SQLException {
    rows.put(
        incident.value(),
        n,
        seq,
        step.at(),
        step.route().receiver(),
        step.route().member(),
        step.reason().word(),
        step.kind().word(),
        step.detail());
  }

  static List<Step> of(Reading reading, IncidentId incident, Moment now) throws SQLException {
    return reading.all(
        "step",
        "WHERE incident = ? ORDER BY n",
        row ->
            new Step(
                row.moment("at", now),
                new Route(row.text("receiver"), row.text("member")),
                ToldTable.reason(row.text("reason")),
                kind(row.text("kind")),
                row.text("detail")),
        incident.value());
  }

  private static Step.Kind kind(String word) {
    for (var each : Step.Kind.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no step: " + word);
  }
}
