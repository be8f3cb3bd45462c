package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one route is still to be told of one incident: the reason, or that nothing is due. */
final class Telling {

  private Telling() {}

  /** Why {@code incident} is due over a route that has been {@code told} so far; empty when not. */
  static Optional<Reason> reason(
      Incident incident, Receiver receiver, @Nullable Told told, boolean inhibited, Moment now) {
    return switch (incident.stage()) {
      case Stage.Firing _, Stage.Clearing _ -> whileOpen(incident, receiver, told, inhibited, now);
      case Stage.Resolved(var at) -> onceOver(incident, receiver, told, at, now);
    };
  }

  private static Optional<Reason> whileOpen(
      Incident incident, Receiver receiver, @Nullable Told told, boolean inhibited, Moment now) {
    if (told == null || told.generation() == 0) {
      return inhibited ? Optional.empty() : Optional.of(Reason.FIRST);
    }
    if (told.generation() < incident.generation()) {
      return Optional.of(Reason.CHANGED);
    }
    var again =
        switch (receiver.nature()) {
          case Receiver.Nature.Level level -> level.resend();
          case Receiver.Nature.Edge edge -> edge.repeat();
        };
    return passed(told, again, now) ? Optional.of(Reason.REPEAT) : Optional.empty();
  }

  private static Optional<Reason> onceOver(
      Incident incident, Receiver receiver, @Nullable Told told, Moment over, Moment now) {
    if (told == null || !told.mayHold()) {
      return Optional.empty();
    }
    if (told.generation() < incident.generation()) {
      return Optional.of(Reason.RESOLVED);
    }
    return switch (receiver.nature()) {
      // A member that was away, or forgot, must hear of the end as well as of the rest.
      case Receiver.Nature.Level level ->
          now.since(over).compareTo(level.resolvedRetention()) < 0
                  && passed(told, level.resend(), now)
              ? Optional.of(Reason.RESOLVED)
              : Optional.empty();
      case Receiver.Nature.Edge _ -> Optional.empty();
    };
  }

  /** Whether nothing will ever be due again over this route. */
  static boolean isDone(Incident incident, Receiver receiver, @Nullable Told told, Moment now) {
    if (!(incident.stage() instanceof Stage.Resolved(var over))) {
      return false;
    }
    if (told == null || !told.mayHold()) {
      return true;
    }
    return told.generation() >= incident.generation()
        && switch (receiver.nature()) {
          case Receiver.Nature.Level level ->
              now.since(over).compareTo(level.resolvedRetention()) >= 0;
          case Receiver.Nature.Edge _ -> true;
        };
  }

  /** Whether a route that has been {@code told} so far ought to know more than it has taken. */
  static boolean isOwed(Incident incident, Told told, boolean inhibited) {
    if (told.generation() >= incident.generation()) {
      return false;
    }
    return incident.isOpen() ? told.generation() > 0 || !inhibited : told.mayHold();
  }

  private static boolean passed(Told told, Duration after, Moment now) {
    return told.acceptedAt().filter(at -> now.since(at).compareTo(after) >= 0).isPresent();
  }
}
