package dev.deadair.replay;

import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import java.time.Instant;
import java.util.Optional;

/** Something that is looked at on a virtual clock. */
public interface Server {

  InstanceId id();

  /** Lives on until {@code now}, which is true time, whatever any clock shows. */
  void advanceTo(Instant now);

  /**
   * What a look brings.
   *
   * @param at when it begins, by the watcher's clocks
   * @param reachable whether the watcher's own network lets anything through
   */
  Observation look(Moment at, boolean reachable);

  /** What the slow look brings, through a network that works; empty where it brings nothing. */
  default Optional<Inspection> inspect(Moment at) {
    return Optional.empty();
  }
}
