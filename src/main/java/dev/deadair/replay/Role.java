package dev.deadair.replay;

import dev.deadair.liveness.InstanceId;
import dev.deadair.replay.Series.Value;
import java.util.List;

/** A server as a scenario describes it. */
sealed interface Role {

  InstanceId id();

  /** Its counter is written down. */
  record Written(InstanceId id, List<Value> values) implements Role {}

  /**
   * It does what a server does.
   *
   * @param forwards whether it is there to send data on, as an agent is
   */
  record Simulated(InstanceId id, Workload workload, Face face, boolean forwards) implements Role {}
}
