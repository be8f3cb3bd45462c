package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Watcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From Alertmanagers whose members do not agree on the time to a symptom of each. */
final class ClockSymptoms {

  private static final String CAUSE = RouteFault.Kind.CLOCKS_DIFFER.word();

  private ClockSymptoms() {}

  /** What is open is over once a review does not find it, and not because there was none yet. */
  static List<Symptom> of(RouteReview review, String watcher, Collection<Alert> open) {
    var symptoms = new ArrayList<Symptom>();
    for (var fault : review.faults()) {
      if (fault.kind() == RouteFault.Kind.CLOCKS_DIFFER) {
        symptoms.add(symptom(alert(fault.receiver(), watcher), Standing.REACHED, review));
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

  /** Whether {@code alert} says that members do not agree on the time. */
  static boolean isOne(Alert alert) {
    return alert.name() == AlertName.UNDELIVERED && CAUSE.equals(alert.more().get("cause"));
  }

  private static Alert alert(String receiver, String watcher) {
    return new Alert(
        AlertName.UNDELIVERED,
        new Watcher(watcher),
        new TreeMap<>(Map.of("receiver", receiver, "cause", CAUSE)));
  }

  private static Symptom symptom(Alert alert, Standing standing, RouteReview review) {
    return new Symptom(
        alert, standing, review.at().map(Moment::wall), Optional.empty(), Limits.DEFAULT);
  }
}
