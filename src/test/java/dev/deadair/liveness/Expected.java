package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import java.util.List;
import java.util.Optional;

/** Sites with nothing special about them. */
public final class Expected {

  private Expected() {}

  /** One of one group. */
  public static ExpectedSite site(GroupId group, Limits limits, ExpectedInstance... instances) {
    return site(group, limits, List.of(instances));
  }

  /** One of one group. */
  public static ExpectedSite site(GroupId group, Limits limits, List<ExpectedInstance> instances) {
    return site(limits, List.of(new ExpectedGroup(group, limits, instances)));
  }

  /** One of groups, which all are of that site. */
  public static ExpectedSite site(Limits limits, List<ExpectedGroup> groups) {
    return new ExpectedSite(
        groups.getFirst().id().site(), limits, groups, Optional.empty(), Optional.empty());
  }
}
