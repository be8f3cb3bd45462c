package dev.deadair.alert;

import dev.deadair.liveness.Moment;

/** An incident's name in journal, API and log. */
public record IncidentId(String value) {

  /**
   * The same alert opened at another time is another incident, also where our wall clock shows one
   * time twice since it was set back.
   */
  static IncidentId of(Alert alert, Moment openedAt) {
    var text = alert + "@" + openedAt.wall() + "+" + openedAt.boot();
    return new IncidentId(DedupKey.sha256(text).substring(0, 16));
  }

  @Override
  public String toString() {
    return value;
  }
}
