package dev.deadair.demo;

import dev.deadair.demo.PagerDutyEvent.Acknowledge;
import dev.deadair.demo.PagerDutyEvent.Resolve;
import dev.deadair.demo.PagerDutyEvent.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An incident as PagerDuty keeps it: the trigger that opened it and what happened to it after.
 *
 * @param opening the only event of the incident that paged somebody
 * @param log every event of the incident in order of arrival, the opening first
 */
public record PagerDutyIncident(Trigger opening, List<PagerDutyEvent> log) {
  public PagerDutyIncident {
    log = List.copyOf(log);
  }

  public String dedupKey() {
    return opening.dedupKey();
  }

  public String summary() {
    return opening.summary();
  }

  public Instant triggeredAt() {
    return opening.at();
  }

  public Optional<Instant> resolvedAt() {
    return log.getLast() instanceof Resolve resolve ? Optional.of(resolve.at()) : Optional.empty();
  }

  public boolean isOpen() {
    return resolvedAt().isEmpty();
  }

  public boolean isAcknowledged() {
    return isOpen() && log.stream().anyMatch(event -> event instanceof Acknowledge);
  }

  /**
   * The incidents that these events leave behind, oldest first.
   *
   * <pre>
   * event        open incident with its key      none
   * trigger      an entry in its log             a new incident
   * acknowledge  acknowledged                    dropped
   * resolve      resolved                        dropped
   * </pre>
   *
   * A key is the routing key and the dedup key together.
   */
  public static List<PagerDutyIncident> of(List<PagerDutyEvent> events) {
    var incidents = new ArrayList<PagerDutyIncident>();
    for (var event : events) {
      var open = indexOfOpen(incidents, event);
      if (open >= 0) {
        incidents.set(open, incidents.get(open).with(event));
      } else if (event instanceof Trigger trigger) {
        incidents.add(new PagerDutyIncident(trigger, List.of(trigger)));
      }
    }
    return List.copyOf(incidents);
  }

  private static int indexOfOpen(List<PagerDutyIncident> incidents, PagerDutyEvent event) {
    for (var i = incidents.size() - 1; i >= 0; i--) {
      var incident = incidents.get(i);
      if (incident.isOpen()
          && incident.dedupKey().equals(event.dedupKey())
          && incident.opening.routingKey().equals(event.routingKey())) {
        return i;
      }
    }
    return -1;
  }

  private PagerDutyIncident with(PagerDutyEvent event) {
    var longer = new ArrayList<>(log);
    longer.add(event);
    return new PagerDutyIncident(opening, longer);
  }
}
