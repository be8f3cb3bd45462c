package dev.deadair.alert;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Moment;
import java.util.Collection;

/**
 * Which incidents nobody is to be told of who has not been: a larger one says it, or a mute holds.
 */
record Quiet(Collection<Incident> all, Mutes mutes, Fleet fleet, Moment turn) {

  boolean isOn(Incident incident) {
    return Inhibition.inhibited(incident, all) || mutes.holding(incident, fleet, turn).isPresent();
  }
}
