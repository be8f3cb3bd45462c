package dev.deadair.alert;

import java.util.Locale;

/** Why something is sent; logged, counted and shown. */
public enum Reason {
  /** Nobody on this route has accepted it yet. */
  FIRST,
  /** It was closed on this route, or on the way to it, and is open again. */
  CHANGED,
  /** It goes on: a lease to renew, a reminder. */
  REPEAT,
  /** It is over. */
  RESOLVED,
  /** Another route has not proven itself in time. */
  ESCALATED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
