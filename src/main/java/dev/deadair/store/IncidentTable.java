package dev.deadair.store;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.alert.DedupKey;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Openings;
import dev.deadair.alert.Stage;
import dev.deadair.liveness.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Incidents: those that are under way, and the latest of those that are closed. */
final class IncidentTable {

  private static final int MOST_CLOSED = 10_000;

  private static final String PUT =
      """
      INSERT INTO incident (
        id, seq, alertname, subject, stage, stage_since, since, last_data, opened_at, generation,
        dedup_key, other_keys, closed_seq, more, quiet)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET
        seq = excluded.seq, alertname = excluded.alertname, subject = excluded.subject,
        stage = excluded.stage, stage_since = excluded.stage_since, since = excluded.since,
        last_data = excluded.last_data, opened_at = excluded.opened_at,
        generation = excluded.generation, dedup_key = excluded.dedup_key,
        other_keys = excluded.other_keys, closed_seq = excluded.closed_seq, more = excluded.more,
        quiet = excluded.quiet
      """;

  private IncidentTable() {}

  static void put(Connection connection, long seq, List<Incident> unclosed, List<Incident> closed)
      throws SQLException {
    try (var rows = new Rows(connection, PUT)) {
      for (var incident : unclosed) {
        put(rows, seq, incident, Optional.empty());
      }
      for (var incident : closed) {
        put(rows, seq, incident, Optional.of(seq));
      }
    }
    var all = Stream.concat(unclosed.stream(), closed.stream()).toList();
    ToldTable.put(connection, seq, all);
    StepTable.put(connection, seq, all);
    if (!closed.isEmpty()) {
      forget(connection);
    }
  }

  private static void put(Rows rows, long seq, Incident incident, Optional<Long> closed)
      throws SQLException {
    rows.put(
        incident.id().value(),
        seq,
        incident.alert().name().label(),
        incident.alert().subject(),
        incident.stage().word(),
        since(incident.stage()),
        incident.since(),
        incident.lastData(),
        incident.openedAt(),
        incident.generation(),
        incident.key().value(),
        Cell.ofKeys(incident.keys().subList(1, incident.keys().size())),
        closed,
        Cell.ofLabels(incident.alert().more()),
        quiet(incident.stage()));
  }

  private static void forget(Connection connection) throws SQLException {
    try (var rows =
        new Rows(
            connection,
            """
            DELETE FROM incident WHERE closed_seq <= (
              SELECT closed_seq FROM incident WHERE closed_seq IS NOT NULL
              ORDER BY closed_seq DESC LIMIT 1 OFFSET ?)
            """)) {
      rows.put(MOST_CLOSED);
    }
  }

  /**
   * Those that are not closed, in the order in which they opened. Each is asked for by itself: what
   * cannot be read of the table takes none with it that can.
   */
  static List<Incident> unclosed(Reading reading, Moment now) throws SQLException {
    var rows =
        reading.answer("incident", () -> unclosedRows(reading.connection()), List.<Long>of());
    var unclosed = new ArrayList<Incident>();
    for (var each : rows) {
      unclosed.addAll(
          reading.all("incident", "WHERE rowid = ?", row -> incident(reading, row, now), each));
    }
    return unclosed;
  }

  private static List<Long> unclosedRows(Connection connection) throws SQLException {
    return Row.all(
        connection,
        "SELECT rowid FROM incident WHERE closed_seq IS NULL ORDER BY rowid",
        row -> row.whole("rowid"));
  }

  /** Those that are closed, the latest first. */
  static List<Incident> closed(Connection connection, int limit, Moment now) throws SQLException {
    var reading = new Reading.OfAll(connection);
    return reading.all(
        "incident",
        "WHERE closed_seq IS NOT NULL ORDER BY closed_seq DESC, rowid DESC LIMIT ?",
        row -> incident(reading, row, now),
        limit);
  }

  static List<Incident> closed(Connection connection, IncidentId id, Moment now)
      throws SQLException {
    var reading = new Reading.OfAll(connection);
    return reading.all(
        "incident",
        "WHERE id = ? AND closed_seq IS NOT NULL",
        row -> incident(reading, row, now),
        id.value());
  }

  private static Incident incident(Reading reading, Row row, Moment now) throws SQLException {
    var id = new IncidentId(row.text("id"));
    return new Incident(
        id,
        alert(row),
        stage(row, now),
        row.instant("since"),
        row.maybeInstant("last_data"),
        row.moment("opened_at", now),
        row.count("generation"),
        keys(row),
        ToldTable.of(reading, id, now),
        StepTable.of(reading, id, now),
        false);
  }

  private static List<DedupKey> keys(Row row) throws SQLException {
    var keys = new ArrayList<DedupKey>();
    keys.add(new DedupKey(row.text("dedup_key")));
    keys.addAll(Cell.keys(row.text("other_keys")));
    return keys;
  }

  /**
   * When which alert opened since {@code from}, closed or not. What opened later than now did so
   * before our clock was set back: nobody knows when, and it is not held against the alert.
   */
  static Openings openings(Reading reading, Instant from, Moment now) throws SQLException {
    var openings = Openings.NONE;
    var opened =
        reading.all(
            "incident",
            "WHERE opened_at BETWEEN ? AND ? ORDER BY opened_at, rowid",
            row -> Map.entry(alert(row), row.moment("opened_at", now)),
            from,
            now.wall());
    for (var each : opened) {
      openings = openings.and(each.getKey(), each.getValue());
    }
    return openings;
  }

  private static Alert alert(Row row) throws SQLException {
    return new Alert(
        name(row.text("alertname")), row.subject("subject"), Cell.labels(row.text("more")));
  }

  private static AlertName name(String label) {
    return Stream.of(AlertName.values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no alert: " + label));
  }

  private static Optional<Moment> since(Stage stage) {
    return switch (stage) {
      case Stage.Firing() -> Optional.empty();
      case Stage.Clearing(var since) -> Optional.of(since);
      case Stage.Closing(var since, _) -> Optional.of(since);
      case Stage.Resolved(var since) -> Optional.of(since);
    };
  }

  private static Optional<Moment> quiet(Stage stage) {
    return stage instanceof Stage.Closing(_, var quiet) ? quiet : Optional.empty();
  }

  private static Stage stage(Row row, Moment now) throws SQLException {
    var word = row.text("stage");
    return switch (word) {
      case "firing" -> new Stage.Firing();
      case "clearing" -> new Stage.Clearing(row.moment("stage_since", now));
      case "closing" ->
          new Stage.Closing(row.moment("stage_since", now), row.maybeMoment("quiet", now));
      case "resolved" -> new Stage.Resolved(row.moment("stage_since", now));
      default -> throw new IllegalArgumentException("no stage: " + word);
    };
  }
}
