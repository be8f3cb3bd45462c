package dev.deadair.turn;

import dev.deadair.alert.Drills;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Mutes;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import java.util.Map;

/**
 * What the journal holds of earlier runs.
 *
 * @param seq the number of the last turn it kept
 * @param diagnoses what was known to be wrong, without what people were told of it
 */
public record Past(
    long seq,
    Memory memory,
    Map<InstanceId, Diagnosis> diagnoses,
    Incidents incidents,
    Mutes mutes,
    Drills drills) {

  public static final Past NONE = new Past(0, Memory.NONE, Incidents.NONE);

  public Past {
    diagnoses = Map.copyOf(diagnoses);
  }

  /** One in which nobody was tried. */
  public Past(
      long seq,
      Memory memory,
      Map<InstanceId, Diagnosis> diagnoses,
      Incidents incidents,
      Mutes mutes) {
    this(seq, memory, diagnoses, incidents, mutes, Drills.NONE);
  }

  /** One in which nothing was known to be wrong, and nothing maintained. */
  public Past(long seq, Memory memory, Incidents incidents) {
    this(seq, memory, Map.of(), incidents, Mutes.NONE);
  }
}
