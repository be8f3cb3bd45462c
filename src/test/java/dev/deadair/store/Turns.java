package dev.deadair.store;

import dev.deadair.alert.Incidents;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns made by hand, of a daemon that watches nothing. */
final class Turns {

  static final Moment NOW =
      new Moment(
          Instant.parse("2026-05-04T03:02:01.000000789Z"), Duration.ofDays(3), Duration.ofDays(4));

  private static final Rules NOTHING =
      new Rules(
          new Inventory(Duration.ofSeconds(15), List.of()),
          new Routing("watcher", Optional.empty(), List.of(), Map.of()));

  private Turns() {}

  static State state(long seq) {
    return State.of(NOTHING, new Past(seq, Memory.NONE, Incidents.NONE), NOW);
  }

  static Turn turn(long seq, Changes changes) {
    return new Turn(state(seq), changes.transitions(), changes, List.of());
  }
}
