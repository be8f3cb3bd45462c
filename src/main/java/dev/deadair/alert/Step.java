package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One thing that happened on the way of an incident to people: what a report of it will tell.
 *
 * @param detail in a few words, without secrets; may be empty
 */
public record Step(Moment at, Route route, Reason reason, Kind kind, String detail) {

  /** What it was. */
  public enum Kind {
    ACCEPTED,
    REJECTED,
    FAILED,
    /** An Alertmanager holds it and would notify. */
    LISTED,
    /** An Alertmanager has notified. */
    NOTIFIED,
    /** An operator's silence keeps it from people. */
    HELD,
    /** Another alert of the Alertmanager's keeps it from people. */
    INHIBITED,
    /** It was accepted and is not there. */
    MISSING,
    /** A larger one said it, it was maintained, or it was over: up to now nobody knew of it. */
    RELEASED,
    /** It was told to be over, and is not. */
    RELAPSED,
    /** We end it for another reason than data. */
    WITHDRAWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Step of(Report report) {
    var kind =
        switch (report.outcome()) {
          case Outcome.Accepted _ -> Kind.ACCEPTED;
          case Outcome.Rejected _ -> Kind.REJECTED;
          case Outcome.Failed _ -> Kind.FAILED;
        };
    return new Step(report.at(), report.route(), report.reason(), kind, report.outcome().words());
  }

  static Step of(Holding holding, Reason reason) {
    var kind =
        switch (holding.as()) {
          case Holding.As.Active _ -> Kind.LISTED;
          case Holding.As.Silenced _ -> Kind.HELD;
          case Holding.As.Inhibited _ -> Kind.INHIBITED;
          case Holding.As.Missing _ -> Kind.MISSING;
        };
    var detail =
        switch (holding.as()) {
          case Holding.As.Active(var receivers) ->
              "for " + String.join(", ", receivers.stream().sorted().toList());
          case Holding.As.Silenced(var by) ->
              "by silence " + String.join(", ", by.stream().sorted().toList());
          case Holding.As.Inhibited _ -> "by another alert";
          case Holding.As.Missing _ -> "accepted, and not listed";
        };
    return new Step(holding.at(), holding.route(), reason, kind, detail);
  }

  /** This step with its moment as {@code dating} has it. */
  Step dated(UnaryOperator<Moment> dating) {
    return new Step(dating.apply(at), route, reason, kind, detail);
  }

  /** Whether it is the first of its kind, and no trouble that may go on for ever. */
  boolean isNews() {
    return (kind == Kind.ACCEPTED && reason != Reason.REPEAT) || kind == Kind.RELAPSED;
  }

  /** Whether people ought to hear of it from then on, whatever they heard before. */
  boolean isWanted() {
    return kind == Kind.RELEASED || kind == Kind.RELAPSED;
  }

  /** Whether {@code later} says the same again. */
  boolean isRepeatedBy(Step later) {
    return route.equals(later.route)
        && kind == later.kind
        && detail.equals(later.detail)
        && (reason == later.reason || later.reason == Reason.REPEAT);
  }
}
