package dev.deadair.view;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.ServiceName;
import dev.deadair.liveness.SiteState;
import java.util.List;
import java.util.Optional;

/**
 * One group of a site: replicas that scrape the same targets.
 *
 * @param serviceName where the name leads by which it is reached; empty where it has none
 */
public record GroupView(
    GroupId group,
    SiteState state,
    List<InstanceView> instances,
    Optional<ServiceName> serviceName) {

  public GroupView {
    instances = List.copyOf(instances);
  }

  static GroupView of(Group group, Diagnoses diagnoses) {
    return new GroupView(
        group.id(),
        group.judgement().state(),
        group.instances().stream().map(each -> InstanceView.of(each, diagnoses)).toList(),
        group.serviceName());
  }
}
