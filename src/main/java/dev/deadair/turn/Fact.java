package dev.deadair.turn;

import dev.deadair.alert.Report;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;

/** Everything that enters a turn. A new kind of input is a new record and a new case. */
public sealed interface Fact {

  /** A look at an instance ended. */
  record Looked(Observation observation) implements Fact {}

  /**
   * A control was asked whether we can see at all.
   *
   * @param onLoopback it is on this machine, and so vouches only for what is here too
   */
  record Asked(String control, boolean onLoopback, boolean answered, Moment at) implements Fact {}

  /** A slow look at an instance ended. */
  record Inspected(Inspection inspection) implements Fact {}

  /** An attempt to deliver ended. */
  record Delivered(Report report) implements Fact {}
}
