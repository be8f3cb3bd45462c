package dev.deadair.liveness;

/** What a state, a transition or an incident is about. */
public sealed interface Subject permits SiteId, GroupId, InstanceId {

  /** The site it is, or belongs to. */
  default SiteId ofSite() {
    return switch (this) {
      case SiteId id -> id;
      case GroupId id -> id.site();
      case InstanceId id -> id.group().site();
    };
  }
}
