package dev.deadair.turn;

import dev.deadair.alert.Routing;
import dev.deadair.liveness.Inventory;

/** What the configuration asks of the decision: what to expect, and whom to tell. */
public record Rules(Inventory inventory, Routing routing) {}
