package dev.deadair.alert;

import java.util.Collection;
import java.util.List;

/**
 * One thing to send now: this incident, as it stands, over this route.
 *
 * <p>It is a level, not a message: due again every turn until a report of this generation ends it,
 * so whoever sends must keep one in flight per incident and route.
 *
 * @param key under which a receiver that opens and closes is to fold it
 */
public record Due(
    Incident incident, Receiver receiver, Route route, Reason reason, Page page, DedupKey key) {

  /** Under the incident's own key. */
  public Due(Incident incident, Receiver receiver, Route route, Reason reason, Page page) {
    this(incident, receiver, route, reason, page, incident.key());
  }

  public int generation() {
    return incident.generation();
  }

  public Severity severity() {
    return incident.alert().severity();
  }

  public boolean resolves() {
    return reason == Reason.RESOLVED;
  }

  /**
   * {@code all} but for the ends under a key that another is told under over the same route: it is
   * closed with that one, and would close it now.
   */
  public static List<Due> withoutUndoing(List<Due> all) {
    return all.stream().filter(each -> !each.resolves() || !each.isOfAnother(all)).toList();
  }

  /** Whether it would undo what of {@code all} is told of another, or be undone by its end. */
  boolean isOfAnother(Collection<Due> all) {
    return receiver.isShared()
        && all.stream()
            .anyMatch(
                each ->
                    each.resolves() != resolves()
                        && each.route().equals(route)
                        && each.key().equals(key)
                        && !each.incident().id().equals(incident.id()));
  }
}
