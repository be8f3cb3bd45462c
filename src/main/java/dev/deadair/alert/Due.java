package dev.deadair.alert;

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
}
