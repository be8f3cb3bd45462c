package dev.deadair.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A notification of Alertmanager's webhook receiver (version 4 of its message), and when it
 * arrived.
 *
 * @param status firing while any of the alerts is
 */
public record AlertNotification(
    Instant at,
    String receiver,
    Status status,
    String groupKey,
    Map<String, String> groupLabels,
    List<Alert> alerts) {
  public AlertNotification {
    groupLabels = Map.copyOf(groupLabels);
    alerts = List.copyOf(alerts);
  }

  /** The two states of an alert that Alertmanager notifies about. */
  public enum Status {
    FIRING,
    RESOLVED
  }

  /**
   * One alert of the group.
   *
   * @param endsAt when it ended, or year 1 while it fires
   */
  public record Alert(
      Status status,
      Map<String, String> labels,
      Map<String, String> annotations,
      Instant startsAt,
      Instant endsAt) {
    public Alert {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }
}
