package dev.deadair.store;

import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Incidents;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Past;
import dev.deadair.turn.Turn;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** The plain rule that a journal must keep to: what it holds after each turn. */
final class Ledger {

  private Ledger() {}

  /** What a journal that held {@code past} holds once it has kept {@code turn}. */
  static Past after(Past past, Turn turn) {
    var changes = past.seq() == 0 ? Changes.whole(turn.state()) : turn.changes();
    var incidents = new LinkedHashMap<IncidentId, Incident>(past.incidents().byId());
    changes.incidents().forEach(each -> incidents.put(each.id(), each));
    turn.changes().closed().forEach(each -> incidents.remove(each.id()));
    var openings = past.incidents().openings();
    for (var each : changes.incidents()) {
      var known = openings.byAlert().getOrDefault(each.alert(), List.of());
      if (!known.contains(each.openedAt())) {
        openings = openings.and(each.alert(), each.openedAt());
      }
    }
    var diagnoses = new HashMap<>(past.diagnoses());
    diagnoses.putAll(changes.diagnoses());
    return new Past(
        turn.seq(),
        past.memory().and(changes.memory()),
        diagnoses,
        new Incidents(incidents, openings, Set.of()),
        changes.mutes().orElse(past.mutes()),
        changes.drills().orElse(past.drills()));
  }
}
