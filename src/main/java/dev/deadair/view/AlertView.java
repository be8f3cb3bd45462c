package dev.deadair.view;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import java.time.Instant;

/**
 * The head of an incident, as its site shows it.
 *
 * @param stage the lower-case word; {@code closing} while it is over and PagerDuty is not yet told
 * @param since when what it is about began
 */
public record AlertView(IncidentId incident, Alert alert, String stage, Instant since) {

  static AlertView of(Incident incident) {
    return new AlertView(
        incident.id(), incident.alert(), incident.stage().word(), incident.since());
  }
}
