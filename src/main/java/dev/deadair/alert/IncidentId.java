package dev.deadair.alert;

import java.time.Instant;

/** An incident's name in journal, API and log. */
public record IncidentId(String value) {

  /** The same alert opened at another time is another incident. */
  static IncidentId of(Alert alert, Instant openedAt) {
    var text = alert + "@" + openedAt;
    return new IncidentId(DedupKey.sha256(text).substring(0, 16));
  }

  @Override
  public String toString() {
    return value;
  }
}
