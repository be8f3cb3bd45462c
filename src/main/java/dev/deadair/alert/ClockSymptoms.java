package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.WallClock;
import dev.deadair.liveness.Watcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * From Alertmanagers that do not agree on the time, among them or with us, to a symptom of each.
 */
final class ClockSymptoms {

  private static final Set<RouteFault.Kind> CAUSES =
      EnumSet.of(RouteFault.Kind.CLOCKS_DIFFER, RouteFault.Kind.CLOCK_SKEW);

  private ClockSymptoms() {}

  /**
   * What is open is over once a review does not find it, and not because there was none yet. Where
   * it is known to be our own clock that is wrong, that is told, and no Alertmanager is blamed.
   */
  static List<Symptom> of(
      RouteReview review, WallClock ours, String watcher, Collection<Alert> open) {
    var symptoms = new ArrayList<Symptom>();
    for (var fault : review.faults()) {
      if (CAUSES.contains(fault.kind())) {
        var isOurs = fault.kind() == RouteFault.Kind.CLOCK_SKEW && ours.wrong().isPresent();
        var standing = isOurs ? Standing.UNDERWAY : Standing.REACHED;
        symptoms.add(symptom(alert(fault, watcher), standing, review));
      }
    }
    var standing = review.at().isPresent() ? Standing.OVER : Standing.UNSEEN;
    open.stream()
        .filter(ClockSymptoms::isOne)
        .filter(each -> symptoms.stream().noneMatch(found -> found.alert().equals(each)))
        .toList()
        .forEach(each -> symptoms.add(symptom(each, standing, review)));
    return symptoms;
  }

  /** Whether {@code alert} says that an Alertmanager does not agree on the time. */
  static boolean isOne(Alert alert) {
    return CAUSES.stream().anyMatch(each -> is(each, alert));
  }

  static boolean is(RouteFault.Kind cause, Alert alert) {
    return alert.name() == AlertName.UNDELIVERED && cause.word().equals(alert.more().get("cause"));
  }

  private static Alert alert(RouteFault fault, String watcher) {
    return new Alert(
        AlertName.UNDELIVERED,
        new Watcher(watcher),
        new TreeMap<>(Map.of("receiver", fault.receiver(), "cause", fault.kind().word())));
  }

  private static Symptom symptom(Alert alert, Standing standing, RouteReview review) {
    return new Symptom(
        alert, standing, review.at().map(Moment::wall), Optional.empty(), Limits.DEFAULT);
  }
}
