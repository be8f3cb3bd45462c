package dev.deadair.alert;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All incidents that are not closed yet, oldest first, and what a turn makes of them. */
public record Incidents(Map<IncidentId, Incident> byId) {

  public static final Incidents NONE = new Incidents(Map.of());

  public Incidents {
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
  }

  /** The incidents that an earlier run of ours left unclosed. */
  public static Incidents of(Collection<Incident> remembered) {
    var byId = new LinkedHashMap<IncidentId, Incident>();
    remembered.forEach(each -> byId.put(each.id(), each));
    return new Incidents(byId);
  }

  public Collection<Incident> all() {
    return byId.values();
  }

  public Optional<Incident> get(IncidentId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** These incidents after what couriers reported; reports on closed incidents are dropped. */
  public Incidents heard(Collection<Report> reports) {
    if (reports.isEmpty()) {
      return this;
    }
    var next = new LinkedHashMap<>(byId);
    for (var report : reports) {
      next.computeIfPresent(report.incident(), (_, incident) -> incident.heard(report));
    }
    return new Incidents(next);
  }

  /** These incidents after a turn in which the fleet stands so: opened, cleared, resolved. */
  public Incidents judged(Fleet fleet, Diagnoses diagnoses, Routing routing, Moment now) {
    var next = new LinkedHashMap<>(byId);
    var open = openByAlert();
    var symptoms = new ArrayList<>(Symptoms.of(fleet, now));
    symptoms.addAll(BlindSymptoms.of(fleet, routing.watcher(), open.keySet(), now));
    symptoms.addAll(FindingSymptoms.of(fleet, diagnoses, open.keySet(), now));
    for (var symptom : symptoms) {
      var incident = open.get(symptom.alert());
      if (incident != null) {
        next.put(incident.id(), incident.on(symptom, now));
      } else if (symptom.standing() == Symptom.Standing.REACHED) {
        var opened = Incident.open(symptom, now);
        next.put(opened.id(), opened);
      }
    }
    return next.equals(byId) ? this : new Incidents(next);
  }

  /** These incidents but for the closed: over, and told to everybody or opened anew. */
  public Incidents unclosed(Routing routing, Moment now) {
    var open = openByAlert();
    var next = new LinkedHashMap<>(byId);
    next.values()
        .removeIf(
            each ->
                !each.isOpen() && (open.containsKey(each.alert()) || isTold(each, routing, now)));
    return next.equals(byId) ? this : new Incidents(next);
  }

  /** Everything there is to send now, the most urgent first. */
  public List<Due> due(Fleet fleet, Diagnoses diagnoses, Routing routing, Moment now) {
    var due = new ArrayList<Due>();
    for (var incident : byId.values()) {
      var inhibited = Inhibition.inhibited(incident, byId.values());
      for (var receiver :
          routing.receiversFor(incident.alert().site(), incident.alert().severity())) {
        for (var member : receiver.members()) {
          var route = new Route(receiver.name(), member);
          Telling.reason(incident, receiver, incident.told().get(route), inhibited, now)
              .ifPresent(
                  reason ->
                      due.add(
                          new Due(
                              incident,
                              receiver,
                              route,
                              reason,
                              Wording.page(incident, fleet, diagnoses, routing))));
        }
      }
    }
    due.sort(Collections.reverseOrder((one, other) -> one.severity().compareTo(other.severity())));
    return List.copyOf(due);
  }

  /** These incidents with what is due noted as on its way, so that it is kept before it leaves. */
  public Incidents offered(Collection<Due> due) {
    var next = new LinkedHashMap<>(byId);
    for (var each : due) {
      next.computeIfPresent(each.incident().id(), (_, incident) -> incident.offered(each.route()));
    }
    return next.equals(byId) ? this : new Incidents(next);
  }

  /** Since when some route ought to know what it has not taken; empty when all know everything. */
  public Optional<Instant> owedSince() {
    return byId.values().stream()
        .filter(this::isOwed)
        .map(each -> each.resolvedAt().orElse(each.openedAt().wall()))
        .min(Instant::compareTo);
  }

  private boolean isOwed(Incident incident) {
    var inhibited = Inhibition.inhibited(incident, byId.values());
    return incident.told().values().stream()
        .anyMatch(told -> Telling.isOwed(incident, told, inhibited));
  }

  private Map<Alert, Incident> openByAlert() {
    var open = new LinkedHashMap<Alert, Incident>();
    byId.values().stream()
        .filter(Incident::isOpen)
        .forEach(incident -> open.put(incident.alert(), incident));
    return open;
  }

  private static boolean isTold(Incident incident, Routing routing, Moment now) {
    return routing.receiversFor(incident.alert().site(), incident.alert().severity()).stream()
        .allMatch(
            receiver ->
                receiver.members().stream()
                    .map(member -> new Route(receiver.name(), member))
                    .allMatch(
                        route ->
                            Telling.isDone(incident, receiver, incident.told().get(route), now)));
  }
}
