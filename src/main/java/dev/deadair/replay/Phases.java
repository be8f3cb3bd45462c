package dev.deadair.replay;

import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a server, one condition after another.
 *
 * @param repeating whether the first follows the last; else the last one stays
 */
record Phases(List<Phase> phases, boolean repeating) {

  Phases {
    phases = List.copyOf(phases);
  }

  /** One condition and how long it lasts. */
  record Phase(Condition condition, Duration lasts) {}

  /** Down, replay, and on as before. */
  static Phases restart(Duration down, Duration replay) {
    var phases = new ArrayList<Phase>();
    add(phases, Condition.KILLED, down);
    add(phases, Condition.REPLAYING, replay);
    phases.add(new Phase(Condition.RUNNING, Duration.ZERO));
    return new Phases(phases, false);
  }

  /** Lives of the same length, each of which begins with replay, and a pause after each. */
  static Phases crashLoop(Duration replay, Duration life, Duration pause) {
    var phases = new ArrayList<Phase>();
    add(phases, Condition.REPLAYING, replay);
    add(phases, Condition.RUNNING, life.minus(replay));
    add(phases, Condition.KILLED, pause);
    return new Phases(phases, true);
  }

  private static void add(List<Phase> phases, Condition condition, Duration lasts) {
    if (lasts.isPositive()) {
      phases.add(new Phase(condition, lasts));
    }
  }
}
