package dev.deadair.turn;

import dev.deadair.alert.DrillPlan;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Inventory;
import java.util.List;

/**
 * What the configuration asks of the decision: what to expect, whom to tell, and whom to try again
 * and again.
 */
public record Rules(Inventory inventory, Routing routing, List<DrillPlan> drills) {

  public Rules {
    drills = List.copyOf(drills);
  }

  /** Those by which nobody is tried unless somebody says so. */
  public Rules(Inventory inventory, Routing routing) {
    this(inventory, routing, List.of());
  }
}
