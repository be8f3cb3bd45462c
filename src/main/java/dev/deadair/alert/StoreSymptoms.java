package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** From a journal that does not hold what it should to the one symptom of that. */
final class StoreSymptoms {

  /** A disk that hiccups is no news. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private StoreSymptoms() {}

  static List<Symptom> of(
      Optional<Moment> failingSince, String watcher, Collection<Alert> open, Moment now) {
    var alert = new Alert(AlertName.STORE_FAILING, new Watcher(watcher));
    if (failingSince.isEmpty() && !open.contains(alert)) {
      return List.of();
    }
    var standing =
        failingSince
            .map(since -> now.since(since).compareTo(LONG) >= 0)
            .map(reached -> reached ? Standing.REACHED : Standing.UNDERWAY)
            .orElse(Standing.OVER);
    return List.of(
        new Symptom(
            alert, standing, failingSince.map(Moment::wall), Optional.empty(), Limits.DEFAULT));
  }
}
