package dev.deadair.view;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Stage;
import java.time.Instant;

/**
 * The head of an incident, as its site shows it.
 *
 * @param stage the lower-case word
 * @param since when what it is about began
 */
public record AlertView(IncidentId incident, Alert alert, String stage, Instant since) {

  static AlertView of(Incident incident) {
    return new AlertView(incident.id(), incident.alert(), stage(incident), incident.since());
  }

  /** For people it is over once it closes; that PagerDuty is told a minute later is our affair. */
  private static String stage(Incident incident) {
    return switch (incident.stage()) {
      case Stage.Firing _, Stage.Clearing _, Stage.Resolved _ -> incident.stage().word();
      case Stage.Closing _ -> "resolved";
    };
  }
}
