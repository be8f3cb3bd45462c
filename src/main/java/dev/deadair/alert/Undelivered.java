package dev.deadair.alert;

import static java.util.Objects.requireNonNull;

import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Watcher;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which receivers ought to know what they have not taken, or do not pass on, and since when. */
final class Undelivered {

  private final Incidents incidents;
  private final Quiet quiet;
  private final Alertmanagers alertmanagers;
  private final Routing routing;
  private final Moment turn;

  Undelivered(
      Incidents incidents, Quiet quiet, Alertmanagers alertmanagers, Routing routing, Moment now) {
    this.incidents = incidents;
    this.quiet = quiet;
    this.alertmanagers = alertmanagers;
    this.routing = routing;
    this.turn = now;
  }

  Optional<Moment> since() {
    return routing.receivers().stream()
        .flatMap(each -> owed(each).stream())
        .reduce((one, other) -> one.isAfter(other) ? other : one);
  }

  List<Incident> unheard() {
    return incidents.all().stream()
        .filter(each -> each.isOpen() && each.alert().severity() == Severity.CRITICAL)
        .filter(each -> !isDrill(each))
        .filter(each -> !quiet.isOn(each) && !ladder(each).isHeld())
        .filter(each -> !ladder(each).isTaken())
        .toList();
  }

  /**
   * One for each receiver: where something is owed or a drill has failed, and where an alert of it
   * is open.
   */
  List<Symptom> symptoms(Drills drills, Collection<Alert> open) {
    Map<Alert, Optional<Moment>> owed = new LinkedHashMap<>();
    for (var receiver : routing.receivers()) {
      var since = owed(receiver);
      if (since.isPresent()) {
        owed.put(alert(receiver.name()), since);
      } else if (drills.hasFailed(receiver.name())) {
        owed.put(alert(receiver.name()), drills.orderedAt(receiver.name()));
      }
    }
    open.stream()
        .filter(each -> each.name() == AlertName.UNDELIVERED && !ClockSymptoms.isOne(each))
        .forEach(each -> owed.putIfAbsent(each, Optional.empty()));
    return owed.entrySet().stream()
        .map(each -> symptom(each.getKey(), each.getValue(), drills))
        .toList();
  }

  private Symptom symptom(Alert alert, Optional<Moment> since, Drills drills) {
    var receiver = requireNonNull(alert.more().get("receiver"));
    var standing =
        since.isEmpty()
            ? Symptom.Standing.OVER
            : isLong(since.get()) || isRefused(receiver) || drills.hasFailed(receiver)
                ? Symptom.Standing.REACHED
                : Symptom.Standing.UNDERWAY;
    return new Symptom(alert, standing, since.map(Moment::wall), Optional.empty(), Limits.DEFAULT);
  }

  private Alert alert(String receiver) {
    return new Alert(AlertName.UNDELIVERED, new Watcher(routing.watcher()), "receiver", receiver);
  }

  private boolean isLong(Moment since) {
    return turn.since(since).compareTo(Ladder.EVERYBODY) >= 0;
  }

  /** A plain no is not mended by waiting. */
  private boolean isRefused(String name) {
    return routing.receivers().stream()
        .filter(each -> each.name().equals(name))
        .anyMatch(
            receiver ->
                ours()
                    .filter(each -> since(each, receiver).isPresent())
                    .anyMatch(each -> told(each, receiver).anyMatch(Told::isRefused)));
  }

  private Optional<Moment> owed(Receiver receiver) {
    return ours()
        .flatMap(each -> since(each, receiver).stream())
        .reduce((one, other) -> one.isAfter(other) ? other : one);
  }

  /** What it is told about others; that it does not take what is about itself is no news. */
  private Stream<Incident> ours() {
    return incidents.all().stream()
        .filter(each -> !each.assumed() && each.alert().name() != AlertName.UNDELIVERED);
  }

  private Optional<Moment> since(Incident incident, Receiver receiver) {
    return switch (incident.stage()) {
      // Whether it is taken is what a drill finds out; only its end is owed.
      case Stage.Firing _, Stage.Clearing _ when isDrill(incident) -> Optional.empty();
      case Stage.Firing _, Stage.Clearing _ ->
          isOwed(incident, receiver)
              ? Optional.of(ladder(incident).wantedSince())
              : Optional.empty();
      case Stage.Closing _ -> Optional.empty();
      case Stage.Resolved(var over) -> isOwedTheEnd(incident, receiver, over);
    };
  }

  private static boolean isDrill(Incident incident) {
    return incident.alert().name() == AlertName.DRILL;
  }

  private boolean isOwed(Incident incident, Receiver receiver) {
    if (told(incident, receiver).noneMatch(each -> each.generation() > 0)) {
      return ladder(incident).wants(receiver);
    }
    return receiver.isLevel()
        && told(incident, receiver).anyMatch(Told::firing)
        && !ladder(incident).isHeld()
        && (receiver.routes().stream()
                .filter(incident.told()::containsKey)
                .allMatch(each -> alertmanagers.isFailing(incident.alert(), receiver, each))
            || told(incident, receiver)
                .filter(each -> each.generation() > 0)
                .allMatch(each -> each.proof().muted()));
  }

  private Optional<Moment> isOwedTheEnd(Incident incident, Receiver receiver, Moment over) {
    var closing = new Closing(incident, routing, turn);
    return incidents.inDoubt().contains(incident.alert())
            || receiver.routes().stream()
                .allMatch(route -> closing.due(receiver, route, incidents.all()).isEmpty())
        ? Optional.empty()
        : Optional.of(over);
  }

  private static Stream<Told> told(Incident incident, Receiver receiver) {
    return receiver.routes().stream().map(incident.told()::get).filter(Objects::nonNull);
  }

  private Ladder ladder(Incident incident) {
    return new Ladder(incident, routing, alertmanagers, quiet.isOn(incident), turn);
  }
}
