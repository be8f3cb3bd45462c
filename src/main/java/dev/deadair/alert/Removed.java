package dev.deadair.alert;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Watcher;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration no longer has: nothing would ever be seen of it, so that what an earlier
 * run of ours left open about it is closed.
 */
final class Removed {

  static final String WHY = "the configuration no longer has it";

  private final Fleet fleet;
  private final String watcher;

  Removed(Fleet fleet, Routing routing) {
    this.fleet = fleet;
    this.watcher = routing.watcher();
  }

  /** Whether nothing that is configured can raise {@code alert}, or end it. */
  boolean has(Alert alert) {
    if (!alert.more().getOrDefault("watcher", watcher).equals(watcher)) {
      return true;
    }
    return switch (alert.subject()) {
      case Watcher other -> !other.name().equals(watcher);
      case SiteId id -> site(id).isEmpty();
      case GroupId id ->
          site(id.site())
              .filter(site -> site.group(id).isPresent() && !isAlone(alert, site))
              .isEmpty();
      case InstanceId id -> site(id.site()).flatMap(site -> site.instance(id)).isEmpty();
    };
  }

  /** The only group of a site never pages by itself. */
  private static boolean isAlone(Alert alert, Site site) {
    return alert.name() == AlertName.GROUP_ABSENT && site.groups().size() == 1;
  }

  private Optional<Site> site(SiteId id) {
    return Optional.ofNullable(fleet.sites().get(id));
  }

  /** That those of {@code open} are over of which nothing will be seen. */
  List<Symptom> symptoms(Collection<Alert> open) {
    return open.stream()
        .filter(this::has)
        .map(
            alert ->
                new Symptom(
                    alert,
                    Symptom.Standing.OVER,
                    Optional.empty(),
                    Optional.empty(),
                    Limits.DEFAULT))
        .toList();
  }
}
