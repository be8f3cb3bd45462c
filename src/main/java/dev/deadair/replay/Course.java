package dev.deadair.replay;

import dev.deadair.liveness.Replay;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
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

  /** A hundred segments: how many are done follows from how long the phase lasts, or an hour. */
  static Replay replay(Instant begins, Optional<Instant> ends, Duration passed) {
    var length = ends.map(end -> Duration.between(begins, end)).orElse(Duration.ofHours(1));
    var done = Math.clamp(100 * passed.toMillis() / Math.max(1, length.toMillis()), 0, 99);
    return new Replay(0, 99, done);
  }
}
