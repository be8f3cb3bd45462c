package dev.deadair.alert;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Moment;
import java.util.Collection;

/**
 * Which incidents nobody is to be told of who has not been: a larger one says it, a mute holds, or
 * data is back and nobody was told before.
 */
record Quiet(Collection<Incident> all, Mutes mutes, Fleet fleet, Moment turn) {

  boolean isOn(Incident incident) {
    return incident.isBackUnnoticed()
        || Inhibition.inhibited(incident, all, this::isSaid)
        || mutes.holding(incident, fleet, turn).isPresent();
  }

  /**
   * One that a mute keeps from everybody says nothing: back before the end of that, it may be told
   * to nobody ever, and a part of it may be dark still.
   */
  private boolean isSaid(Incident larger) {
    return !larger.isUnknown() || mutes.holding(larger, fleet, turn).isEmpty();
  }
}
