package dev.deadair.web;

import dev.deadair.alert.IncidentId;
import dev.deadair.liveness.Change;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Transition;
import dev.deadair.store.Sample;
import dev.deadair.view.DeliveryView;
import dev.deadair.view.IncidentView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a timeline.
 *
 * @param kind what sort of thing it is: state, finding, gone, incident, delivery, …
 * @param tone how it is shown: the state, severity or outcome it speaks of
 */
record Happening(
    Instant at,
    Subject subject,
    String kind,
    String tone,
    String text,
    Optional<IncidentId> incident) {

  static Happening of(Transition transition) {
    return new Happening(
        transition.at().wall(),
        transition.subject(),
        "state",
        transition.to(),
        "%s, was %s: %s".formatted(transition.to(), transition.from(), transition.because()),
        Optional.empty());
  }

  static Happening of(Change change) {
    return new Happening(
        change.at(),
        change.instance(),
        "change",
        change.kind().word(),
        change.words(),
        Optional.empty());
  }

  static Happening of(Sample.Event event) {
    return new Happening(
        event.at(), event.subject(), event.kind(), event.kind(), event.text(), Optional.empty());
  }

  /** That it opened, whom it was sent to, and that it was over. */
  static List<Happening> of(IncidentView incident) {
    var all = new ArrayList<Happening>();
    var name = incident.head().alert().name().label();
    all.add(
        of(
            incident,
            incident.openedAt(),
            "incident",
            incident.head().alert().severity().word(),
            name + " opened" + incident.verdict().map(why -> ": " + why).orElse("")));
    for (var delivery : incident.deliveries()) {
      delivery
          .at()
          .ifPresent(
              at ->
                  all.add(of(incident, at, "delivery", delivery.outcome(), words(name, delivery))));
    }
    incident
        .resolvedAt()
        .ifPresent(at -> all.add(of(incident, at, "incident", "resolved", name + " resolved")));
    return all;
  }

  private static String words(String name, DeliveryView delivery) {
    return "%s to %s %s: %s (%s)"
        .formatted(
            name,
            delivery.receiver(),
            delivery.member(),
            delivery.detail(),
            delivery.reason().orElse("first"));
  }

  private static Happening of(
      IncidentView incident, Instant at, String kind, String tone, String text) {
    return new Happening(
        at, incident.head().alert().subject(), kind, tone, text, Optional.of(incident.id()));
  }
}
