package dev.deadair.notify;

import dev.deadair.alert.Holding;
import dev.deadair.alert.Report;
import dev.deadair.alert.Tally;

/**
 * Takes what couriers report, from any thread, and must not block. Who asks no more than what came
 * of attempts leaves the rest out.
 */
public interface Observer {

  /** An attempt ended. */
  void reported(Report report);

  /** A member was asked whether it holds what it accepted. */
  default void held(Holding holding) {}

  /** A member was asked how its own notifications go. */
  default void counted(Tally tally) {}
}
