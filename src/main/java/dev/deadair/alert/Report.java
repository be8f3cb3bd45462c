package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a courier reports of one attempt.
 *
 * @param generation of the incident as it was sent: a late answer to a trigger ends no resolve
 * @param key under which it was sent; empty where the receiver wants none
 */
public record Report(
    IncidentId incident,
    int generation,
    Route route,
    Reason reason,
    Moment at,
    Outcome outcome,
    Optional<DedupKey> key) {

  /** On something that was sent without a key. */
  public Report(
      IncidentId incident, int generation, Route route, Reason reason, Moment at, Outcome outcome) {
    this(incident, generation, route, reason, at, outcome, Optional.empty());
  }

  /** This report with its moment as {@code dating} has it. */
  Report dated(UnaryOperator<Moment> dating) {
    return new Report(incident, generation, route, reason, dating.apply(at), outcome, key);
  }

  /** What a courier reports of {@code due}. */
  public static Report on(Due due, Moment at, Outcome outcome) {
    return new Report(
        due.incident().id(),
        due.generation(),
        due.route(),
        due.reason(),
        at,
        outcome,
        Optional.of(due.key()));
  }
}
