package dev.deadair.turn;

import dev.deadair.alert.Due;
import dev.deadair.liveness.Transition;
import java.util.List;

/**
 * What one turn came to.
 *
 * @param transitions what changed, in order
 * @param changes what the journal must hold before anything is sent
 * @param due what is to be sent now, the most urgent first
 */
public record Turn(State state, List<Transition> transitions, Changes changes, List<Due> due) {

  public Turn {
    transitions = List.copyOf(transitions);
    due = List.copyOf(due);
  }

  public long seq() {
    return state.seq();
  }
}
