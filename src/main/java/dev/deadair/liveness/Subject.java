package dev.deadair.liveness;

import java.util.Optional;

/** What a state, a transition or an incident is about. */
public sealed interface Subject permits SiteId, GroupId, InstanceId, Watcher {

  /** The site it is, or belongs to; empty where it is about a watcher as a whole. */
  default Optional<SiteId> ofSite() {
    return switch (this) {
      case SiteId id -> Optional.of(id);
      case GroupId id -> Optional.of(id.site());
      case InstanceId id -> Optional.of(id.group().site());
      case Watcher _ -> Optional.empty();
    };
  }
}
