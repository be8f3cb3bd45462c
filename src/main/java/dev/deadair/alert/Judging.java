package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One turn of all incidents over all symptoms: what opens, clears, closes and comes back. */
final class Judging {

  private final Incidents before;
  private final Alertmanagers alertmanagers;
  private final Routing routing;
  private final Moment turn;
  private final Map<IncidentId, Incident> next;
  private final Map<Alert, Incident> underWay;
  private final Set<Alert> unreconciled;
  private Openings openings;

  Judging(Incidents before, Alertmanagers alertmanagers, Routing routing, Moment now) {
    this.before = before;
    this.alertmanagers = alertmanagers;
    this.routing = routing;
    this.turn = now;
    this.next = new LinkedHashMap<>(before.byId());
    this.underWay = before.openByAlert();
    this.unreconciled = new LinkedHashSet<>(before.unreconciled());
    this.openings = before.openings().at(now);
  }

  Incidents with(List<Symptom> symptoms) {
    for (var symptom : symptoms) {
      var incident = underWay.get(symptom.alert());
      if (incident == null) {
        without(symptom);
      } else if (incident.assumed() && isBack(symptom)) {
        next.remove(incident.id());
        unreconciled.add(symptom.alert());
        without(symptom);
      } else {
        reconciled(incident);
        next.put(incident.id(), judged(incident, symptom));
      }
    }
    var inDoubt = inDoubt(symptoms);
    return next.equals(before.byId())
            && openings.equals(before.openings())
            && unreconciled.equals(before.unreconciled())
            && inDoubt.equals(before.inDoubt())
        ? before
        : new Incidents(next, openings, unreconciled, inDoubt);
  }

  /** What is dark again, or cannot be seen, of what ended. */
  private Set<Alert> inDoubt(List<Symptom> symptoms) {
    var over =
        next.values().stream()
            .filter(each -> !each.isOpen())
            .map(Incident::alert)
            .collect(Collectors.toSet());
    return over.isEmpty()
        ? Set.of()
        : symptoms.stream()
            .filter(each -> each.standing() != Symptom.Standing.OVER)
            .map(Symptom::alert)
            .filter(over::contains)
            .collect(Collectors.toSet());
  }

  private static boolean isBack(Symptom symptom) {
    return switch (symptom.standing()) {
      case REACHED, UNDERWAY -> true;
      case OVER, UNSEEN -> false;
    };
  }

  /** Nothing is known to be open of it. */
  private void without(Symptom symptom) {
    switch (symptom.standing()) {
      case REACHED -> {
        var incident = Incident.open(symptom, keys(symptom.alert()), turn);
        next.put(incident.id(), takingOver(incident));
        openings = openings.and(symptom.alert(), turn);
      }
      case OVER -> {
        if (unreconciled.remove(symptom.alert())) {
          var forgotten =
              Incident.assumed(
                  symptom.alert(),
                  alertmanagers.keysEver(symptom.alert(), routing),
                  routing.closers(symptom.alert()),
                  turn);
          next.put(forgotten.id(), forgotten);
        }
      }
      case UNDERWAY, UNSEEN -> {}
    }
  }

  /** What is left of those before it, which are over, is closed with it. */
  private Incident takingOver(Incident incident) {
    var taken = incident;
    for (var each : List.copyOf(before.byId().values()).reversed()) {
      if (each.alert().equals(incident.alert())) {
        taken = new Takeover(taken, routing, turn).of(each);
      }
    }
    return taken;
  }

  /**
   * Whatever else is open of it is closed with an incident that was told. One that was kept quiet
   * from its beginning to its end is nobody's to close.
   */
  private void reconciled(Incident incident) {
    if (incident.isTold()) {
      unreconciled.remove(incident.alert());
    }
  }

  private Incident judged(Incident incident, Symptom symptom) {
    var judged = incident.on(symptom, openings.flaps(symptom.alert(), turn), turn);
    return symptom.standing() == Symptom.Standing.OVER
        ? new Closing(judged, routing, turn).advanced()
        : judged;
  }

  private List<DedupKey> keys(Alert alert) {
    return alertmanagers.keys(alert, routing);
  }
}
