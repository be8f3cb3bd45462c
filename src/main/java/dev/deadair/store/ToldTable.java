package dev.deadair.store;

import dev.deadair.alert.DedupKey;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Proof;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.Told;
import dev.deadair.liveness.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far each route has been told of each incident, with its latest report. */
final class ToldTable {

  private static final String PUT =
      """
      INSERT INTO told (
        incident, receiver, member, seq, generation, accepted_at, ambiguous, report_generation,
        report_reason, report_at, report_outcome, report_status, report_why, report_key,
        attempted_at, unanswered_at, listed_at, notified_at, held_at, muted, released,
        firing)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (incident, receiver, member) DO UPDATE SET
        seq = excluded.seq, generation = excluded.generation, accepted_at = excluded.accepted_at,
        ambiguous = excluded.ambiguous, report_generation = excluded.report_generation,
        report_reason = excluded.report_reason, report_at = excluded.report_at,
        report_outcome = excluded.report_outcome, report_status = excluded.report_status,
        report_why = excluded.report_why, report_key = excluded.report_key,
        attempted_at = excluded.attempted_at, unanswered_at = excluded.unanswered_at,
        listed_at = excluded.listed_at, notified_at = excluded.notified_at,
        held_at = excluded.held_at, muted = excluded.muted, released = excluded.released,
        firing = excluded.firing
      """;

  private ToldTable() {}

  static void put(Connection connection, long seq, List<Incident> incidents) throws SQLException {
    try (var rows = new Rows(connection, PUT)) {
      for (var incident : incidents) {
        for (var each : incident.told().entrySet()) {
          put(rows, seq, incident.id(), each.getKey(), each.getValue());
        }
      }
    }
  }

  private static void put(Rows rows, long seq, IncidentId incident, Route route, Told told)
      throws SQLException {
    var report = told.latest();
    var outcome = report.map(Report::outcome);
    rows.put(
        incident.value(),
        route.receiver(),
        route.member(),
        seq,
        told.generation(),
        told.acceptedAt(),
        told.ambiguous(),
        report.map(Report::generation),
        report.map(Report::reason).map(Reason::word),
        report.map(Report::at),
        outcome.map(Outcome::word),
        outcome.flatMap(ToldTable::status),
        outcome.flatMap(ToldTable::why),
        report.flatMap(Report::key).map(DedupKey::value),
        told.attemptedAt(),
        told.unansweredAt(),
        told.proof().listed(),
        told.proof().notified(),
        told.proof().held(),
        told.proof().muted(),
        Cell.ofKeys(told.released()),
        told.firing());
  }

  /** A route of which nothing else can be read was told, and may hold what it may hold. */
  static Map<Route, Told> of(Reading reading, IncidentId incident, Moment now) throws SQLException {
    var told = new LinkedHashMap<Route, Told>();
    reading
        .all(
            "told",
            "WHERE incident = ? ORDER BY rowid",
            row -> {
              var route = new Route(row.text("receiver"), row.text("member"));
              var assumed = Told.assumed(now);
              return Map.entry(
                  route, reading.of(row, "told", it -> told(it, incident, route, now), assumed));
            },
            incident.value())
        .forEach(each -> told.put(each.getKey(), each.getValue()));
    return told;
  }

  private static Told told(Row row, IncidentId incident, Route route, Moment now)
      throws SQLException {
    var reported = row.maybeMoment("report_at", now);
    return new Told(
        row.count("generation"),
        row.flag("firing"),
        row.maybeMoment("accepted_at", now),
        row.flag("ambiguous"),
        row.maybeMoment("attempted_at", now),
        row.maybeMoment("unanswered_at", now),
        new Proof(
            row.maybeMoment("listed_at", now),
            row.maybeMoment("notified_at", now),
            row.maybeMoment("held_at", now),
            row.flag("muted")),
        new LinkedHashSet<>(Cell.keys(row.text("released"))),
        reported.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Report(
                    incident,
                    row.count("report_generation"),
                    route,
                    reason(row.text("report_reason")),
                    reported.get(),
                    outcome(row),
                    row.maybeText("report_key").map(DedupKey::new))));
  }

  static Reason reason(String word) {
    for (var each : Reason.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no reason: " + word);
  }

  private static Optional<Integer> status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(var status) -> Optional.of(status);
      case Outcome.Rejected(var status, _) -> Optional.of(status);
      case Outcome.Failed _ -> Optional.empty();
    };
  }

  private static Optional<String> why(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> Optional.empty();
      case Outcome.Rejected(_, var why) -> Optional.of(why);
      case Outcome.Failed(var why) -> Optional.of(why);
    };
  }

  private static Outcome outcome(Row row) throws SQLException {
    var word = row.text("report_outcome");
    return switch (word) {
      case "accepted" -> new Outcome.Accepted(row.count("report_status"));
      case "rejected" -> new Outcome.Rejected(row.count("report_status"), row.text("report_why"));
      case "failed" -> new Outcome.Failed(row.text("report_why"));
      default -> throw new IllegalArgumentException("no outcome: " + word);
    };
  }
}
