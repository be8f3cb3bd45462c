package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A notification that an Alertmanager sent to us as well as to people: proof that it tells them,
 * and the group key under which it does.
 *
 * @param at when it arrived
 * @param receiver Alertmanager's own name for whom it notified
 * @param groupKey as the notification has it: PagerDuty's dedup key is its hex SHA-256
 * @param alerts those of the group, ours and others'
 */
public record Receipt(Moment at, String receiver, String groupKey, List<Notified> alerts) {

  public Receipt {
    alerts = List.copyOf(alerts);
  }

  /** The dedup key that this Alertmanager uses towards PagerDuty. */
  DedupKey key() {
    return new DedupKey(DedupKey.sha256(groupKey));
  }

  /**
   * One alert of the group.
   *
   * @param labels all of it, those that a receiver of ours adds included
   * @param startsAt when it began, as we had said; empty where that cannot be read
   */
  public record Notified(Map<String, String> labels, boolean firing, Optional<Instant> startsAt) {

    public Notified {
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** One of which nobody says when it began. */
    public Notified(Map<String, String> labels, boolean firing) {
      this(labels, firing, Optional.empty());
    }
  }
}
