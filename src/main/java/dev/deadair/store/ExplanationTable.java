package dev.deadair.store;

import dev.deadair.liveness.SiteId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What explained a site's state, each from its time on until the next. */
final class ExplanationTable {

  /** For how long those are kept that differ in detail only. */
  private static final Duration DETAIL = Duration.ofHours(2);

  private static final Duration KEPT_FOR = Duration.ofDays(30);

  private ExplanationTable() {}

  static void put(Connection open, Instant at, List<Sample.Explanation> explanations)
      throws SQLException {
    if (explanations.isEmpty()) {
      return;
    }
    try (var rows = new Rows(open, "INSERT OR REPLACE INTO explanation VALUES (?, ?, ?, ?)");
        var old =
            new Rows(
                open,
                "DELETE FROM explanation WHERE site = ? AND (at < ? OR (at < ? AND lasting ="
                    + " 0))")) {
      for (var each : explanations) {
        rows.put(each.site(), at, each.lasting(), each.text());
        old.put(each.site(), at.minus(KEPT_FOR), at.minus(DETAIL));
      }
    }
  }

  /** The one that held at {@code at}. */
  static Optional<Explained> at(Connection open, SiteId site, Instant at) throws SQLException {
    return Row.all(
            open,
            "SELECT * FROM explanation WHERE site = ? AND at <= ? ORDER BY at DESC LIMIT 1",
            row -> new Explained(row.instant("at"), row.text("text")),
            site,
            at)
        .stream()
        .findFirst();
  }
}
