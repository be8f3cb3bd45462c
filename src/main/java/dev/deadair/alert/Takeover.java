package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an incident takes over of what was told before: by another run of ours, or of an incident
 * before it. Whatever may be open of that is closed with it.
 */
final class Takeover {

  private final Incident incident;
  private final Routing routing;
  private final Moment turn;

  Takeover(Incident incident, Routing routing, Moment now) {
    this.incident = incident;
    this.routing = routing;
    this.turn = now;
  }

  /**
   * The incident when a new run of ours takes it over: what was on its way may be still, and more
   * may have been told than is remembered, since a page does not wait for the journal.
   */
  Incident resumed() {
    var told = new LinkedHashMap<>(incident.told());
    var away = turn.since(heardLast());
    told.replaceAll(
        (route, each) ->
            routing.isLevel(route)
                ? each.resumed(turn).with(each.proof().unseenFor(away))
                : mayBeReminded(route) ? each.unheard(turn) : each);
    var resumed = incident.with(told);
    return switch (incident.stage()) {
      case Stage.Firing _, Stage.Clearing _ -> and(resumed);
      case Stage.Closing(var over, _) -> {
        var closing = resumed.with(new Stage.Closing(over, Optional.empty()));
        // Who has taken the end may have been told since that it goes on.
        yield incident.isTold() ? and(closing.next()) : closing;
      }
      case Stage.Resolved _ -> resumed;
    };
  }

  /**
   * Whether its end is near, and a reminder of the run before may open it behind that. Another is
   * nothing to who closes under a key; anybody else would read it twice.
   */
  private boolean mayBeReminded(Route route) {
    return switch (incident.stage()) {
      case Stage.Clearing _, Stage.Closing _ ->
          routing.receiver(route.receiver()).filter(Receiver::isShared).isPresent();
      case Stage.Firing _, Stage.Resolved _ -> false;
    };
  }

  /** When anything was last heard of it. */
  private Moment heardLast() {
    return incident.told().values().stream()
        .flatMap(
            each ->
                Stream.concat(each.latest().map(Report::at).stream(), each.proof().held().stream()))
        .reduce(incident.openedAt(), Moment::later);
  }

  private Incident and(Incident resumed) {
    return incident.isTold() ? new Takeover(resumed, routing, turn).ofTheUnremembered() : resumed;
  }

  /** The incident, and whatever of it a run may have told of which nothing is remembered. */
  Incident ofTheUnremembered() {
    var told = new LinkedHashMap<>(incident.told());
    for (var route : routing.closers(incident.alert())) {
      told.putIfAbsent(route, Told.assumed(turn).inherited(Optional.empty()));
    }
    return incident.with(told);
  }

  /**
   * The incident, and whatever is open of another of which nothing at all is remembered: under our
   * own key, too, since theirs may not have been known to who told of it.
   */
  Incident ofTheForgotten() {
    return ofTheUnremembered().alsoKnownAs(List.of(incident.alert().key()));
  }

  /**
   * The incident, and what receivers may hold of {@code earlier}, the one before it, under whatever
   * key: nobody closes that any more.
   */
  Incident of(Incident earlier) {
    var told = new LinkedHashMap<>(incident.told());
    earlier
        .told()
        .forEach(
            (route, each) -> {
              if (each.mayHold()) {
                told.putIfAbsent(route, each.inherited(ending(earlier, route, each)));
              }
            });
    return incident.with(told).alsoKnownAs(earlier.keys());
  }

  /**
   * When the end of {@code earlier} may have been on its way: what comes of that, nobody will hear.
   * An Alertmanager is told again what it should hold, whatever arrives there.
   */
  private Optional<Moment> ending(Incident earlier, Route route, Told told) {
    return routing.isLevel(route)
            || earlier.isUnderWay()
            || told.released().containsAll(earlier.keys())
        ? Optional.empty()
        : Optional.of(turn);
  }
}
