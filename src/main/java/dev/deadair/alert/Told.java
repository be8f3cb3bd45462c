package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.Optional;

/**
 * How far one route has been told of one incident.
 *
 * @param generation the newest generation it accepted; 0 while it accepted none
 * @param acceptedAt when it last accepted anything
 * @param ambiguous whether some attempt ended without an answer: it may have arrived
 * @param latest the latest report; empty while the first attempt is under way
 */
public record Told(
    int generation, Optional<Moment> acceptedAt, boolean ambiguous, Optional<Report> latest) {

  /** Something is about to be sent over this route. Kept before it leaves. */
  static final Told OFFERED = new Told(0, Optional.empty(), false, Optional.empty());

  Told and(Report report) {
    return switch (report.outcome()) {
      case Outcome.Accepted _ ->
          new Told(
              Math.max(generation, report.generation()),
              Optional.of(report.at()),
              ambiguous,
              Optional.of(report));
      case Outcome.Rejected _ -> new Told(generation, acceptedAt, ambiguous, Optional.of(report));
      case Outcome.Failed _ -> new Told(generation, acceptedAt, true, Optional.of(report));
    };
  }

  /** Whether it may hold the incident open: anything but a plain no so far. */
  boolean mayHold() {
    return generation > 0 || ambiguous || latest.isEmpty();
  }
}
