package dev.deadair.alert;

import dev.deadair.liveness.Limits;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the condition of one alert stands at one turn.
 *
 * @param since when what it is about began, as far as it is known; empty where nothing is wrong
 * @param lastData when there was data last
 */
record Symptom(
    Alert alert,
    Standing standing,
    Optional<Instant> since,
    Optional<Instant> lastData,
    Limits limits) {

  /** This where nothing that was seen is new enough to end anything. */
  Symptom notSeenToBeOver() {
    return standing == Standing.OVER
        ? new Symptom(alert, Standing.UNSEEN, since, lastData, limits)
        : this;
  }

  /** How a condition stands. */
  enum Standing {
    /** Reached: an incident opens. */
    REACHED,
    /** Not over: an open incident stays, none opens. */
    UNDERWAY,
    /** Data is there. */
    OVER,
    /** We cannot see: nothing opens and nothing ends. */
    UNSEEN
  }
}
