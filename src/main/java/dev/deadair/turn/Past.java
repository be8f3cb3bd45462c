package dev.deadair.turn;

import dev.deadair.alert.Drills;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Mutes;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import java.time.Duration;
import java.util.Map;

/**
 * What the journal holds of earlier runs.
 *
 * @param seq the number of the last turn it kept
 * @param diagnoses what was known to be wrong, without what people were told of it
 * @param stepped by how much the wall clock was set ahead between the end of the last run and this
 *     one; zero where nobody knows
 */
public record Past(
    long seq,
    Memory memory,
    Map<InstanceId, Diagnosis> diagnoses,
    Incidents incidents,
    Mutes mutes,
    Drills drills,
    Duration stepped) {

  public static final Past NONE = new Past(0, Memory.NONE, Incidents.NONE);

  public Past {
    diagnoses = Map.copyOf(diagnoses);
  }

  /** One after which the clock was let alone. */
  public Past(
      long seq,
      Memory memory,
      Map<InstanceId, Diagnosis> diagnoses,
      Incidents incidents,
      Mutes mutes,
      Drills drills) {
    this(seq, memory, diagnoses, incidents, mutes, drills, Duration.ZERO);
  }

  /**
   * This one where it lacks the latest turns, in which any incident may have ended and been told
   * so: to go on telling it would page anew. What is dark still opens again, under the same key,
   * and what is not is closed in case it is open.
   */
  public Past withoutOpen() {
    return new Past(seq, memory, diagnoses, incidents.withoutOpen(), mutes, drills, stepped);
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
