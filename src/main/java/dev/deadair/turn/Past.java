package dev.deadair.turn;

import dev.deadair.alert.Incidents;
import dev.deadair.liveness.Memory;

/**
 * What the journal holds of earlier runs.
 *
 * @param seq the number of the last turn it kept
 */
public record Past(long seq, Memory memory, Incidents incidents) {

  public static final Past NONE = new Past(0, Memory.NONE, Incidents.NONE);
}
