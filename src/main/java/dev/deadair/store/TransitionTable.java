package dev.deadair.store;

import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Transition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Changes of state, for people: no judgement rests on them. */
final class TransitionTable {

  private static final Duration KEPT_FOR = Duration.ofDays(30);
  private static final int MOST = 100_000;

  private static final String PUT =
      """
      INSERT INTO transition (seq, at, site, subject, from_state, to_state, because)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (subject, at) DO NOTHING
      """;

  private TransitionTable() {}

  static void put(Connection connection, long seq, List<Transition> transitions)
      throws SQLException {
    if (transitions.isEmpty()) {
      return;
    }
    try (var rows = new Rows(connection, PUT)) {
      for (var each : transitions) {
        rows.put(
            seq,
            each.at(),
            each.subject().ofSite().orElseThrow(),
            each.subject(),
            each.from(),
            each.to(),
            each.because());
      }
    }
    forget(connection, transitions.getLast().at().wall().minus(KEPT_FOR));
  }

  private static void forget(Connection connection, Instant before) throws SQLException {
    try (var rows =
        new Rows(
            connection,
            "DELETE FROM transition WHERE at < ? OR id <= (SELECT max(id) FROM transition) - ?")) {
      rows.put(before, MOST);
    }
  }

  /** Those of a site and what belongs to it, from one time up to another, in order. */
  static List<Transition> of(
      Connection connection, SiteId site, Instant from, Instant to, Moment now)
      throws SQLException {
    return Row.all(
        connection,
        "SELECT * FROM transition WHERE site = ? AND at >= ? AND at < ? ORDER BY id",
        row ->
            new Transition(
                row.subject("subject"),
                row.text("from_state"),
                row.text("to_state"),
                row.moment("at", now),
                row.text("because")),
        site,
        from,
        to);
  }
}
