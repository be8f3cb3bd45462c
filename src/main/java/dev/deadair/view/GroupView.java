package dev.deadair.view;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.ServiceName;
import dev.deadair.liveness.SiteState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One group of a site: replicas that scrape the same targets.
 *
 * @param serviceName where the name leads by which it is reached; empty where it has none
 * @param usefulRate samples per second beyond those that a server makes of itself, of the replica
 *     with the most; empty while unknown
 * @param usualRate what that usually is at this hour; empty while too little is learned
 */
public record GroupView(
    GroupId group,
    SiteState state,
    Optional<Double> usefulRate,
    Optional<Double> usualRate,
    List<InstanceView> instances,
    Optional<ServiceName> serviceName) {

  public GroupView {
    instances = List.copyOf(instances);
  }

  static GroupView of(Group group, Diagnoses diagnoses, Moment now) {
    return new GroupView(
        group.id(),
        group.judgement().state(),
        usefulRate(group),
        boxed(group.ingestion().baseline().usual(now)),
        group.instances().stream().map(each -> InstanceView.of(each, group, diagnoses)).toList(),
        group.serviceName());
  }

  private static Optional<Double> usefulRate(Group group) {
    return boxed(
        group.instances().stream()
            .filter(each -> each.state().isProducing())
            .flatMap(each -> each.life().stream())
            .flatMapToDouble(life -> life.usefulRate().stream())
            .max());
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
