package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a member of an Alertmanager has counted of its own notifications since it started, by
 * integration, such as {@code pagerduty}.
 *
 * @param at when it was asked
 */
public record Tally(Route route, Moment at, Map<String, Count> byIntegration) {

  public Tally {
    byIntegration = Collections.unmodifiableMap(new TreeMap<>(byIntegration));
  }

  /**
   * What one integration has done. Requests ({@code alertmanager_notification_requests_total} and
   * {@code alertmanager_notification_requests_failed_total}) rise with each try. Notifications
   * ({@code alertmanager_notifications_total} and {@code alertmanager_notifications_failed_total})
   * rise when one begins, and when it is given up after its last try.
   */
  public record Count(double requests, double failed, double notifications, double givenUp) {
    static final Count NONE = new Count(0, 0);

    /** Of one that does not tell which tries belong together. */
    public Count(double requests, double failed) {
      this(requests, failed, 0, 0);
    }

    Count minus(Count before) {
      return new Count(
          requests - before.requests,
          failed - before.failed,
          notifications - before.notifications,
          givenUp - before.givenUp);
    }

    double succeeded() {
      return requests - failed;
    }
  }
}
