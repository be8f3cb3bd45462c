package dev.deadair.alert;

import static java.util.Objects.requireNonNull;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ordered end of an incident: Alertmanagers first, PagerDuty last.
 *
 * <p>An Alertmanager that still holds it would open at PagerDuty again what we have closed, so
 * PagerDuty waits until each of them has taken the end or has run out of its lease, counted from
 * the last page that was on its way there, and then for as long as any request may live. What comes
 * back meanwhile is the same incident.
 */
final class Closing {

  private final Incident incident;
  private final Routing routing;
  private final Moment turn;

  Closing(Incident incident, Routing routing, Moment now) {
    this.incident = incident;
    this.routing = routing;
    this.turn = now;
  }

  /**
   * The incident, one step further where it may be. Only data that is seen ends it: without, it
   * stays as it is.
   */
  Incident advanced() {
    if (!(incident.stage() instanceof Stage.Closing(var over, var quiet)) || !isQuiet()) {
      return incident;
    }
    var since = quiet.orElse(turn);
    return isPast(since, quarantine()) && nothingIsOnItsWay()
        ? incident.with(new Stage.Resolved(over))
        : incident.with(new Stage.Closing(over, Optional.of(since)));
  }

  private boolean isQuiet() {
    return incident.told().keySet().stream().filter(routing::isLevel).allMatch(this::isOver);
  }

  /** Whether an Alertmanager no longer holds it, by its answer or by its lease. */
  private boolean isOver(Route member) {
    var told = told(member);
    return !told.mayHold()
        || told.generation() >= incident.generation()
        || told.attemptedAt().filter(at -> !isPast(at, routing.lease(member))).isEmpty();
  }

  private Duration quarantine() {
    return routing.receivers().stream()
        .filter(each -> each.isLevel() && each.routes().stream().anyMatch(this::mayHold))
        .map(each -> each.level().quarantine())
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) < 0 ? other : one);
  }

  private boolean nothingIsOnItsWay() {
    return incident.told().entrySet().stream()
        .flatMap(each -> onItsWay(each.getKey(), each.getValue()))
        .allMatch(at -> isPast(at, Ladder.REQUEST_LIFETIME));
  }

  /** When something of it was on its way over {@code route} that may arrive yet. */
  private Stream<Moment> onItsWay(Route route, Told told) {
    var known = Stream.concat(told.unansweredAt().stream(), told.offeredAt().stream());
    return wasDue(route, told) ? Stream.concat(known, incident.over().stream()) : known;
  }

  /**
   * Whether it was due there when it ended: a page that had failed or was refused before, or a
   * reminder, may have left a moment ago, and nobody has heard what became of it.
   */
  private boolean wasDue(Route route, Told told) {
    return told.firing() && (!told.isAccepted() || isToBeReminded(route, told));
  }

  /** An Alertmanager takes the end behind whatever it was sent. */
  private boolean isToBeReminded(Route route, Told told) {
    return routing
        .receiver(route.receiver())
        .filter(each -> each.nature() instanceof Receiver.Nature.Edge edge && isOld(told, edge))
        .isPresent();
  }

  private boolean isOld(Told told, Receiver.Nature.Edge edge) {
    return told.acceptedAt().filter(at -> !isPast(at, edge.repeat())).isEmpty()
        || Ladder.mayBeUndone(told, turn);
  }

  /** Whether {@code member}, an Alertmanager's, is to be told now that it is over. */
  boolean isDue(Receiver receiver, Route member) {
    if (!mayHold(member) || incident.over().isEmpty()) {
      return false;
    }
    var told = told(member);
    if (told.generation() < incident.generation()) {
      return !isForgotten(receiver, member);
    }
    // A member that was away, or forgot, must hear of the end as well as of the rest. Of what
    // nobody remembers it probably never had anything: an Alertmanager makes a group of the end all
    // the same, and until it drops that, a page waits for the group's interval (0.25).
    return !incident.assumed()
        && !isPast(incident.over().get(), receiver.level().resolvedRetention())
        && told.acceptedAt().filter(at -> !isPast(at, receiver.level().resend())).isEmpty();
  }

  /**
   * The keys under which {@code receiver}, one that closes, is to close it now: those that we may
   * have opened, and those that an Alertmanager may have.
   *
   * @param others every other incident: at PagerDuty a key is closed with the last that has it
   */
  List<DedupKey> due(Receiver receiver, Route route, Collection<Incident> others) {
    if (!(incident.stage() instanceof Stage.Resolved)) {
      return List.of();
    }
    var told = incident.told().get(route);
    var due = new ArrayList<>(held(receiver, route));
    if (told != null) {
      due.removeAll(told.released());
    }
    if (receiver.isShared()) { // any other is told of each incident by its own name
      due.removeIf(key -> others.stream().anyMatch(other -> isLeftTo(other, key, receiver, route)));
    }
    return List.copyOf(due);
  }

  /** Nothing is left to one that is assumed: no journal holds it, and with it the key is gone. */
  private boolean isLeftTo(Incident other, DedupKey key, Receiver receiver, Route route) {
    return !other.id().equals(incident.id())
        && !other.assumed()
        && other.isUnderWay()
        && other.keys().contains(key)
        && new Closing(other, routing, turn).held(receiver, route).contains(key);
  }

  /** The keys under which {@code receiver} may hold it open. */
  private List<DedupKey> held(Receiver receiver, Route route) {
    if (receiver.isLevel()) {
      return List.of();
    }
    if (mayHold(route)) {
      return receiver.isShared() ? incident.keys() : List.of(incident.key());
    }
    if (!receiver.isShared()
        || routing.routes(Receiver::isLevel).stream().noneMatch(this::mayHold)) {
      return List.of();
    }
    // Whichever key it was: a resolve of what is not open is nothing to it.
    return incident.keys();
  }

  /** Whether nothing will ever be due again over this route. */
  boolean isDone(Receiver receiver, Route route, Collection<Incident> others) {
    if (!(incident.stage() instanceof Stage.Resolved(var over))) {
      return false;
    }
    return receiver.isLevel()
        ? !mayHold(route)
            || (isPast(over, receiver.level().resolvedRetention())
                && (told(route).generation() >= incident.generation()
                    || isForgotten(receiver, route)))
        : due(receiver, route, others).isEmpty();
  }

  private boolean isForgotten(Receiver receiver, Route member) {
    return told(member).attemptedAt().filter(at -> !isPast(at, receiver.level().lease())).isEmpty();
  }

  private boolean mayHold(Route route) {
    var told = incident.told().get(route);
    return told != null && told.mayHold();
  }

  private Told told(Route route) {
    return requireNonNull(incident.told().get(route));
  }

  private boolean isPast(Moment moment, Duration span) {
    return turn.since(moment).compareTo(span) >= 0;
  }
}
