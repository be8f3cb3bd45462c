package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** From drills to symptoms: one that is ordered and not over is wrong enough to be told. */
final class DrillSymptoms {

  /** Over is over: there is nothing that could come back. */
  private static final Limits AT_ONCE =
      Limits.of(Limits.DEFAULT.window(), Limits.DEFAULT.warnAfter(), Duration.ofMillis(1));

  private DrillSymptoms() {}

  static List<Symptom> of(Drills drills, String watcher, Collection<Alert> open) {
    var symptoms = new ArrayList<Symptom>();
    var on = drills.latest().values().stream().filter(Drill::isOn).toList();
    for (var drill : on) {
      // As old as what is paged for, so that no Alertmanager waits as it does for what is new.
      var since = drill.orderedAt().wall().minus(Limits.DEFAULT.window());
      symptoms.add(symptom(drill.alert(watcher), Standing.REACHED, Optional.of(since)));
    }
    open.stream()
        .filter(each -> each.name() == AlertName.DRILL)
        .filter(each -> on.stream().noneMatch(drill -> drill.alert(watcher).equals(each)))
        .forEach(each -> symptoms.add(symptom(each, Standing.OVER, Optional.empty())));
    return symptoms;
  }

  private static Symptom symptom(Alert alert, Standing standing, Optional<Instant> since) {
    return new Symptom(alert, standing, since, Optional.empty(), AT_ONCE);
  }
}
