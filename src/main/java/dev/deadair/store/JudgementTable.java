package dev.deadair.store;

import dev.deadair.liveness.Memory.RememberedJudgement;
import dev.deadair.liveness.SiteState;
import dev.deadair.liveness.SiteState.Absent;
import dev.deadair.liveness.SiteState.Producing;
import dev.deadair.liveness.SiteState.Stalled;
import dev.deadair.liveness.SiteState.Unknown;
import dev.deadair.liveness.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Verdicts on sites and groups, each with its no-data clock. */
final class JudgementTable {

  private static final String PUT =
      """
      INSERT INTO judgement (subject, seq, state, since, why, accrued, up_to, dark, absence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (subject) DO UPDATE SET
        seq = excluded.seq, state = excluded.state, since = excluded.since, why = excluded.why,
        accrued = excluded.accrued, up_to = excluded.up_to, dark = excluded.dark,
        absence = excluded.absence
      """;

  private JudgementTable() {}

  static void put(
      Connection connection, long seq, Map<? extends Subject, RememberedJudgement> judgements)
      throws SQLException {
    try (var rows = new Rows(connection, PUT)) {
      for (var each : judgements.entrySet()) {
        var judgement = each.getValue();
        var state = judgement.state();
        rows.put(
            each.getKey(),
            seq,
            state.word(),
            since(state),
            why(state).map(Enum::name),
            judgement.accrued(),
            judgement.upTo(),
            Cell.ofStretches(judgement.dark()),
            judgement.absence().map(Enum::name));
      }
    }
  }

  static Map<Subject, RememberedJudgement> all(Reading reading) throws SQLException {
    var judgements = new HashMap<Subject, RememberedJudgement>();
    reading
        .all("judgement", "", row -> Map.entry(row.subject("subject"), judgement(row)))
        .forEach(each -> judgements.put(each.getKey(), each.getValue()));
    return judgements;
  }

  /** Those on subjects of one {@code kind}. */
  static <S extends Subject> Map<S, RememberedJudgement> of(
      Map<Subject, RememberedJudgement> all, Class<S> kind) {
    var judgements = new HashMap<S, RememberedJudgement>();
    all.forEach(
        (subject, each) -> {
          if (kind.isInstance(subject)) {
            judgements.put(kind.cast(subject), each);
          }
        });
    return judgements;
  }

  private static RememberedJudgement judgement(Row row) throws SQLException {
    var accrued = Duration.parse(row.text("accrued"));
    if (accrued.isNegative()) {
      throw new IllegalArgumentException("accrued is negative: " + accrued);
    }
    return new RememberedJudgement(
        state(row),
        accrued,
        row.maybeInstant("up_to"),
        Cell.stretches(row.text("dark")),
        row.maybeText("absence").map(SiteState.Why::valueOf));
  }

  private static Optional<Instant> since(SiteState state) {
    return switch (state) {
      case Unknown() -> Optional.empty();
      case Producing(var since) -> Optional.of(since);
      case Stalled(var since) -> Optional.of(since);
      case Absent(var since, _) -> Optional.of(since);
    };
  }

  private static Optional<SiteState.Why> why(SiteState state) {
    return switch (state) {
      case Unknown(), Producing _, Stalled _ -> Optional.empty();
      case Absent(_, var why) -> Optional.of(why);
    };
  }

  private static SiteState state(Row row) throws SQLException {
    var word = row.text("state");
    return switch (word) {
      case "unknown" -> new Unknown();
      case "producing" -> new Producing(row.instant("since"));
      case "stalled" -> new Stalled(row.instant("since"));
      case "absent" -> new Absent(row.instant("since"), SiteState.Why.valueOf(row.text("why")));
      default -> throw new IllegalArgumentException("no state: " + word);
    };
  }
}
