package dev.deadair.alert;

import dev.deadair.diagnosis.Code;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Watcher;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * Which incidents need no page of their own because a larger one says it all.
 *
 * <p>That we cannot see anything inhibits that we cannot see one site, for the same cause; nothing
 * else inhibits what we say about ourselves. A site's page inhibits everything else of that site, a
 * group's page its instances' warnings. What a receiver was already told goes on being told: to
 * fall quiet would say that it is over.
 */
final class Inhibition {

  private Inhibition() {}

  /**
   * Whether one of {@code all} says it.
   *
   * @param isSaid whether people hear of the larger one
   */
  static boolean inhibited(
      Incident incident, Collection<Incident> all, Predicate<Incident> isSaid) {
    for (var other : all) {
      if (other.isOpen() && inhibits(other.alert(), incident.alert()) && isSaid.test(other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inhibits(Alert larger, Alert smaller) {
    if (smaller.name() == AlertName.STORE_FAILING || larger.name() == AlertName.STORE_FAILING) {
      return false;
    }
    if (larger.name() == AlertName.BLIND || smaller.name() == AlertName.BLIND) {
      return larger.subject() instanceof Watcher
          && smaller.subject() instanceof SiteId
          && larger.more().equals(smaller.more());
    }
    if (!larger.site().equals(smaller.site()) || larger.equals(smaller)) {
      return false;
    }
    return switch (larger.name()) {
      case SITE_ABSENT -> true;
      case GROUP_ABSENT ->
          smaller.subject().equals(larger.subject())
              || (smaller.subject() instanceof InstanceId instance
                  && instance.group().equals(larger.subject()));
      case SITE_STALLED -> smaller.name() == AlertName.INSTANCE_DOWN;
      case INGESTION_LOST ->
          smaller.name() == AlertName.INGESTION_DROPPED
              && smaller.subject().equals(larger.subject());
      case ALERT_PATH_BROKEN ->
          smaller.name() == AlertName.INSTANCE_FINDING
              && smaller.subject() instanceof InstanceId instance
              && instance.group().equals(larger.subject())
              && Code.ALERT_PATH_BROKEN.word().equals(smaller.more().get("code"));
      case LAST_REPLICA_WILL_NOT_RESTART ->
          smaller.name() == AlertName.WILL_NOT_RESTART
              && smaller.subject().equals(larger.subject());
      case INSTANCE_DOWN,
          WILL_NOT_RESTART,
          INSTANCE_FINDING,
          LABELS_INVALID,
          INGESTION_DROPPED,
          BLIND,
          UNDELIVERED,
          STORE_FAILING,
          DRILL,
          HEARTBEAT ->
          false;
    };
  }
}
