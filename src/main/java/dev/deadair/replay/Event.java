package dev.deadair.replay;

import dev.deadair.liveness.InstanceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Something that happens in a scenario.
 *
 * @param at true time since the start
 * @param every the time after which it happens again; empty where it happens once
 * @param text as it was written, without the time
 */
record Event(Duration at, Optional<Duration> every, String text, Effect effect) {

  /** What it does, and to whom. */
  sealed interface Effect {

    record OnServer(InstanceId server, Consumer<SimulatedServer> does) implements Effect {}

    /** Others answer at the address of one. */
    record AtAddress(InstanceId address, List<InstanceId> answering) implements Effect {
      public AtAddress {
        answering = List.copyOf(answering);
      }
    }

    record OnWatcher(Consumer<Simulation> does) implements Effect {}
  }

  /** This event the next time it happens. */
  Optional<Event> again() {
    return every.map(span -> new Event(at.plus(span), every, text, effect));
  }
}
