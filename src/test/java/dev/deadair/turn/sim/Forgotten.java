package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.turn.Turn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Pages of a run that was killed while its journal kept nothing: nobody knows of them. The end of
 * the one before, of which PagerDuty may not have heard, is told again, and closes them.
 */
final class Forgotten {

  private final Set<IncidentId> known = new HashSet<>();
  private final Set<IncidentId> held = new HashSet<>();
  private final Map<IncidentId, Alert> told = new HashMap<>();

  /** When their run was killed. */
  private final Map<Alert, Long> since = new HashMap<>();

  void turned(Turn turn) {
    known.clear();
    turn.state().incidents().all().stream().map(Incident::id).forEach(known::add);
  }

  /** The journal holds what the latest turn knew. */
  void kept() {
    held.clear();
    held.addAll(known);
  }

  void leaves(Due due) {
    if (!due.resolves()) {
      told.put(due.incident().id(), due.incident().alert());
    }
  }

  void restarted(long time) {
    told.keySet().removeAll(held);
    told.values().forEach(each -> since.put(each, time));
    told.clear();
  }

  /** Whether there is one of {@code alert}, for as long as an Alertmanager believes that run. */
  boolean isOne(Alert alert, long time) {
    return time - since.getOrDefault(alert, Clock.NEVER) < Episode.LEASE;
  }
}
