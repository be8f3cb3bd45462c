package dev.deadair.view;

import dev.deadair.alert.DedupKey;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.liveness.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One incident as everybody is shown it.
 *
 * @param verdict what is broken, in one line; once it is over, what was
 * @param mutedBy the maintenance by which nobody is told who has not been; empty where none does
 */
public record IncidentView(
    AlertView head,
    boolean isOpen,
    Optional<Instant> lastData,
    Instant openedAt,
    Optional<Instant> resolvedAt,
    DedupKey dedupKey,
    Optional<String> verdict,
    Optional<String> mutedBy,
    List<DeliveryView> deliveries) {

  public IncidentView {
    deliveries = List.copyOf(deliveries);
  }

  /**
   * {@code incident} as it is shown.
   *
   * @param verdict what is broken, in one line, where that is known
   */
  public static IncidentView of(Incident incident, Optional<String> verdict) {
    return of(incident, verdict, Optional.empty());
  }

  static IncidentView of(Incident incident, Optional<String> verdict, Optional<String> mutedBy) {
    return new IncidentView(
        AlertView.of(incident),
        incident.isOpen(),
        incident.lastData(),
        incident.openedAt().wall(),
        incident.resolvedAt(),
        incident.key(),
        verdict,
        mutedBy,
        DeliveryView.of(incident));
  }

  public IncidentId id() {
    return head.incident();
  }

  public Optional<SiteId> site() {
    return head.alert().site();
  }
}
