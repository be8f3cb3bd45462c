package dev.deadair.replay;

import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a server has come in its phases.
 *
 * @param phase the one it is in
 * @param ends when that is over; empty for one that stays
 */
record Course(Phases plan, int phase, Optional<Instant> ends) {

  /** The first of these phases, from {@code at} on. */
  static Course of(Phases plan, Instant at) {
    return entering(plan, 0, at);
  }

  Course next(Instant at) {
    return entering(plan, (phase + 1) % plan.phases().size(), at);
  }

  private static Course entering(Phases plan, int phase, Instant at) {
    var stays = !plan.repeating() && phase == plan.phases().size() - 1;
    var ends = at.plus(plan.phases().get(phase).lasts());
    return new Course(plan, phase, stays ? Optional.empty() : Optional.of(ends));
  }

  Condition condition() {
    return plan.phases().get(phase).condition();
  }
}
