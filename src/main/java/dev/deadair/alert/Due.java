package dev.deadair.alert;

/**
 * One thing to send now: this incident, as it stands, over this route.
 *
 * <p>It is a level, not a message: due again every turn until a report of this generation ends it,
 * so whoever sends must keep one in flight per incident and route.
 */
public record Due(Incident incident, Receiver receiver, Route route, Reason reason, Page page) {

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
