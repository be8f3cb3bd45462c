package dev.deadair.view;

import dev.deadair.alert.Maintenance;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Subject;
import java.time.Instant;

/**
 * A maintenance as everybody is shown it.
 *
 * @param until when it ends at the latest, or when it ended
 */
public record MaintenanceView(
    String id,
    Subject subject,
    boolean isOn,
    Instant from,
    Instant until,
    boolean untilProducing,
    String comment,
    String author) {

  static MaintenanceView of(Maintenance maintenance, Moment now) {
    return new MaintenanceView(
        maintenance.id(),
        maintenance.subject(),
        maintenance.isOn(now),
        maintenance.from().wall(),
        maintenance.end().wall(),
        maintenance.untilProducing(),
        maintenance.comment(),
        maintenance.author());
  }
}
