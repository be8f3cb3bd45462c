package dev.deadair.diagnosis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What shows only when all servers are compared with each other: who is who among them, and whose
 * clock is wrong.
 *
 * @param clockDoubted whether it is ours: then none of theirs can be found wrong by it
 */
record Census(
    Map<InstanceId, List<LabelFault<InstanceId>>> labels,
    Map<InstanceId, List<InstanceId>> twins,
    boolean clockDoubted) {

  static final Census NONE = new Census(Map.of(), Map.of(), false);

  Census {
    labels = Map.copyOf(labels);
    twins = Map.copyOf(twins);
  }

  /** What is wrong with the external labels of {@code instance}. */
  List<LabelFault<InstanceId>> labels(InstanceId instance) {
    return labels.getOrDefault(instance, List.of());
  }

  /** The other addresses at which the very process of {@code instance} answers. */
  List<InstanceId> twins(InstanceId instance) {
    return twins.getOrDefault(instance, List.of());
  }

  /** The census after a turn; the same object where nobody says anything else of itself. */
  Census after(Fleet before, Fleet after, Moment now) {
    var counted =
        after.sites().values().stream().anyMatch(site -> differs(before, site)) ? of(after) : this;
    var doubted = after.sight().doubtsItsClock(now, after.inventory().unbroken());
    return doubted == counted.clockDoubted
        ? counted
        : new Census(counted.labels, counted.twins, doubted);
  }

  private static Census of(Fleet fleet) {
    var labelled =
        fleet.sites().values().stream()
            .flatMap(site -> site.groups().stream())
            .flatMap(Census::labelled)
            .toList();
    var faults =
        Labels.faults(labelled).stream()
            .collect(groupingBy(LabelFault::server, LinkedHashMap::new, toUnmodifiableList()));
    return new Census(faults, ServerProcess.twins(fleet), false);
  }

  private static Stream<Labelled<InstanceId>> labelled(Group group) {
    var replicaLabels = group.expected().replicaLabels();
    return replicaLabels.isEmpty()
        ? Stream.of()
        : group.instances().stream()
            .flatMap(
                each ->
                    each.profile().identity().stream()
                        .map(
                            known ->
                                new Labelled<>(
                                    each.id(),
                                    Optional.of(group.id().toString()),
                                    replicaLabels,
                                    known.externalLabels())));
  }

  private static boolean differs(Fleet before, Site after) {
    var old = before.sites().get(after.id());
    return !same(old, after)
        && after.groups().stream()
            .flatMap(group -> group.instances().stream())
            .anyMatch(instance -> differs(Optional.ofNullable(old), instance));
  }

  private static boolean differs(Optional<Site> before, Instance after) {
    var old = before.flatMap(site -> site.instance(after.id()));
    return old.isEmpty()
        || !old.get().profile().identity().equals(after.profile().identity())
        || !ServerProcess.of(old.get()).equals(ServerProcess.of(after));
  }

  @SuppressWarnings("ReferenceEquality") // identity is the question
  private static boolean same(@Nullable Object one, Object other) {
    return one == other;
  }
}
