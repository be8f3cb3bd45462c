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
   * Requests of one integration ({@code alertmanager_notification_requests_total} and {@code
   * alertmanager_notification_requests_failed_total}): they rise with each try, where the counters
   * of notifications rise only once it has given up.
   */
  public record Count(double requests, double failed) {
    static final Count NONE = new Count(0, 0);
  }
}
