package dev.deadair.store;

import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The curves: points of every subject in each {@link Tier}, the coarser ones made of the finer.
 *
 * <p>How far a tier is made is kept beside it, so that a crash leaves no hole: what is missing is
 * made at the next turn of the minute.
 */
final class PointTable {

  /** The mildest first: of a step the worst is kept. Only ever appended to. */
  static final List<String> STATES =
      List.of(
          "unknown", "producing", "starting", "idle", "stalled", "down", "crash-looping", "absent");

  private static final String PUT = "INSERT OR REPLACE INTO point VALUES (?, ?, ?, ?, ?, ?, ?)";

  /** Each subject is a seek; without the cross join SQLite would read the whole tier. */
  private static final String COARSEN =
      """
      INSERT OR REPLACE INTO point
      SELECT ?, p.subject, p.at / ? * ?, max(p.state), round(avg(p.covered)), round(avg(p.rate), 1),
        round(avg(p.usual), 1)
      FROM subject s CROSS JOIN point p
      ON p.tier = ? AND p.subject = s.id AND p.at >= ? AND p.at < ?
      GROUP BY p.subject, p.at / ?
      """;

  private static final String READ =
      """
      SELECT s.name AS name, p.at / ? AS step, max(p.state) AS state, avg(p.covered) AS covered,
        avg(p.rate) AS rate, avg(p.usual) AS usual
      FROM subject s CROSS JOIN point p
      ON p.tier = ? AND p.subject = s.id AND p.at >= ? AND p.at < ?
      WHERE (? = '' AND s.name = s.site) OR s.site = ?
      GROUP BY p.subject, p.at / ?
      ORDER BY s.id, step
      """;

  private final Duration fine;
  private final Map<Subject, Long> ids = new HashMap<>();

  PointTable(Duration fine) {
    this.fine = fine;
  }

  void put(Connection open, Instant at, List<Sample.Point> points) throws SQLException {
    var step = seconds(Tier.FINE);
    var second = at.getEpochSecond() / step * step;
    try (var rows = new Rows(open, PUT)) {
      for (var each : points) {
        rows.put(
            Tier.FINE.number(),
            id(open, each.subject()),
            second,
            Math.max(0, STATES.indexOf(each.state())),
            each.covered().map(share -> Math.round(share * 1000)),
            each.rate().map(PointTable::rounded),
            each.usual().map(PointTable::rounded));
      }
    }
    coarsen(open, Tier.FINE, Tier.MINUTE, second);
    if (coarsen(open, Tier.MINUTE, Tier.QUARTER, madeUpTo(open, Tier.MINUTE))) {
      forget(open, at);
    }
  }

  /** Makes what is over of the coarser tier; false where nothing new is. */
  private boolean coarsen(Connection open, Tier from, Tier to, long now) throws SQLException {
    var step = seconds(to);
    var end = now / step * step;
    var begin = madeUpTo(open, to);
    if (begin >= end) {
      return false;
    }
    try (var rows = new Rows(open, COARSEN);
        var made = new Rows(open, "INSERT OR REPLACE INTO made VALUES (?, ?)")) {
      rows.put(to.number(), step, step, from.number(), begin, end, step);
      made.put(to.number(), end);
    }
    return true;
  }

  private static long madeUpTo(Connection open, Tier tier) throws SQLException {
    return Row.all(
            open, "SELECT up_to FROM made WHERE tier = ?", row -> row.whole("up_to"), tier.number())
        .stream()
        .findFirst()
        .orElse(0L);
  }

  private void forget(Connection open, Instant now) throws SQLException {
    try (var rows =
        new Rows(
            open,
            "DELETE FROM point WHERE tier = ? AND subject IN (SELECT id FROM subject) AND at <"
                + " ?")) {
      for (var tier : Tier.values()) {
        rows.put(tier.number(), now.minus(tier.keptFor(fine)).getEpochSecond());
      }
    }
    Sqlite.execute(
        open,
        "DELETE FROM subject WHERE NOT EXISTS (SELECT 1 FROM point"
            + " WHERE tier IN (0, 1, 2) AND subject = id)");
    ids.clear();
  }

  private long id(Connection open, Subject subject) throws SQLException {
    var known = ids.get(subject);
    if (known != null) {
      return known;
    }
    try (var rows = new Rows(open, "INSERT OR IGNORE INTO subject (name, site) VALUES (?, ?)")) {
      rows.put(subject, subject.ofSite().orElseThrow());
    }
    long id =
        Row.all(open, "SELECT id FROM subject WHERE name = ?", row -> row.whole("id"), subject)
            .getFirst();
    ids.put(subject, id);
    return id;
  }

  /** Nothing of a transaction that was rolled back holds. */
  void forgetIds() {
    ids.clear();
  }

  /**
   * The curves of a site and all that belongs to it, or without one of all sites.
   *
   * @param tier the finest that is wanted
   */
  Curves read(Connection open, Optional<SiteId> site, Tier tier, Instant from, Instant to)
      throws SQLException {
    var step = seconds(tier);
    var begin = Math.floorDiv(from.getEpochSecond(), step) * step;
    var end = Math.floorDiv(to.getEpochSecond() + step - 1, step) * step;
    var curves =
        new Curves(
            Instant.ofEpochSecond(begin),
            Duration.ofSeconds(step),
            Math.toIntExact((end - begin) / step),
            new LinkedHashMap<>());
    var made = tier == Tier.FINE ? end : Math.clamp(madeUpTo(open, tier), begin, end);
    read(open, curves, site, tier, begin, made);
    // What is not made yet is young enough to be held in full.
    read(open, curves, site, Tier.FINE, made, end);
    return curves;
  }

  private void read(
      Connection open, Curves into, Optional<SiteId> site, Tier tier, long begin, long end)
      throws SQLException {
    var step = into.step().toSeconds();
    var first = into.from().getEpochSecond() / step;
    var name = site.map(SiteId::name).orElse("");
    Row.all(
        open,
        READ,
        row -> {
          into.bySubject()
              .computeIfAbsent(row.subject("name"), _ -> new Curves.Curve(into.steps()))
              .put(
                  Math.toIntExact(row.whole("step") - first),
                  STATES.get(row.count("state")),
                  row.realOrNaN("covered") / 1000,
                  row.realOrNaN("rate"),
                  row.realOrNaN("usual"));
          return true;
        },
        step,
        tier.number(),
        begin,
        end,
        name,
        name,
        step);
  }

  private long seconds(Tier tier) {
    return tier.step(fine).toSeconds();
  }

  /** Four digits and more are a whole number, which SQLite keeps in fewer bytes. */
  private static double rounded(double rate) {
    return rate >= 1000 ? Math.rint(rate) : Math.rint(rate * 10) / 10;
  }
}
