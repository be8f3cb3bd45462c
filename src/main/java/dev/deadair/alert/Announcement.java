package dev.deadair.alert;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Pulse;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What we say about ourselves as long as it holds, without a judgement of the fleet behind it: that
 * we are there, or that our own turns fail.
 *
 * @param incident under which it is told, and how far; no journal holds it
 */
public record Announcement(Incident incident, String words) {

  /** That we are there, for a dead man's switch behind every Alertmanager. */
  public static Announcement ofPresence(String watcher, Moment since) {
    return of(
        new Alert(AlertName.HEARTBEAT, new Watcher(watcher)),
        since,
        watcher + " is there. Once this is not told any more, nobody watches.");
  }

  /** What is told while no turn decides anything, and no journal is told that it was. */
  static Alert failingTurns(String watcher) {
    return new Alert(
        AlertName.BLIND, new Watcher(watcher), "cause", BlindCause.TURNS_FAILING.code());
  }

  /**
   * That turns failed, as one that works sees it: over. What a run before may have told of its own
   * is over once ours have followed one another for as long as data must: whoever supervises us may
   * start us again and again.
   */
  static List<Symptom> ofWorkingTurn(
      Fleet fleet, String watcher, Set<Alert> open, Set<Alert> unreconciled, Moment now) {
    var alert = failingTurns(watcher);
    return open.contains(alert) || (unreconciled.contains(alert) && isSteady(fleet, now))
        ? List.of(
            new Symptom(
                alert, Symptom.Standing.OVER, Optional.empty(), Optional.empty(), Limits.DEFAULT))
        : List.of();
  }

  private static boolean isSteady(Fleet fleet, Moment now) {
    return fleet
        .sight()
        .pulse()
        .map(Pulse::awakeSince)
        .filter(since -> now.since(since).compareTo(Limits.DEFAULT.clearAfter()) >= 0)
        .isPresent();
  }

  /** That no turn decides anything: nobody would be paged, so this is. */
  public static Announcement ofFailingTurns(String watcher, Moment since) {
    return of(
        failingTurns(watcher),
        since,
        watcher + " fails to decide anything since " + since.wall() + "; its log says why.");
  }

  private static Announcement of(Alert alert, Moment since, String words) {
    var symptom =
        new Symptom(
            alert,
            Symptom.Standing.REACHED,
            Optional.of(since.wall()),
            Optional.empty(),
            Limits.DEFAULT);
    return new Announcement(Incident.open(symptom, List.of(alert.key()), since), words);
  }

  /** This after what couriers reported, of it and of others. */
  public Announcement heard(Collection<Report> reports) {
    var told = incident;
    for (var report : reports) {
      told = report.incident().equals(told.id()) ? told.heard(report) : told;
    }
    return new Announcement(told, words);
  }

  /** What is to be sent of it now to the receivers that {@code which} accepts. */
  public List<Due> due(Routing routing, Predicate<Receiver> which, Moment now) {
    var due = new ArrayList<Due>();
    for (var receiver : routing.receivers()) {
      for (var member : which.test(receiver) ? receiver.members() : List.<String>of()) {
        var route = new Route(receiver.name(), member);
        reason(receiver, route, now)
            .ifPresent(
                reason -> due.add(new Due(incident, receiver, route, reason, page(routing))));
      }
    }
    return due;
  }

  /** This, about to be told so: who may have heard of it must hear of its end. */
  public Announcement offered(Collection<Due> due, Moment now) {
    var told = incident;
    for (var each : due) {
      told = told.offered(each.route(), each.reason(), now);
    }
    return new Announcement(told, words);
  }

  private Optional<Reason> reason(Receiver receiver, Route route, Moment now) {
    var accepted = Optional.ofNullable(incident.told().get(route)).flatMap(Told::acceptedAt);
    if (accepted.isEmpty()) {
      return Optional.of(Reason.FIRST);
    }
    return now.since(accepted.get()).compareTo(again(receiver)) >= 0
        ? Optional.of(Reason.REPEAT)
        : Optional.empty();
  }

  private static Duration again(Receiver receiver) {
    return switch (receiver.nature()) {
      case Receiver.Nature.Level level -> level.resend();
      case Receiver.Nature.Edge edge -> edge.repeat();
    };
  }

  public Severity severity() {
    return incident.alert().severity();
  }

  private Page page(Routing routing) {
    var since = incident.since().toString();
    return new Page(words, Map.of("summary", words, "since", since), routing.externalUrl());
  }
}
