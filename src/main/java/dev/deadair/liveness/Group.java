package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.ExpectedGroup;
import java.util.List;
import java.util.Optional;

/** Replicas that scrape the same targets, and the verdict on them: one that produces is enough. */
public record Group(ExpectedGroup expected, Judgement judgement, List<Instance> instances) {

  public Group {
    instances = List.copyOf(instances);
  }

  public GroupId id() {
    return expected.id();
  }

  public Optional<Instance> instance(InstanceId id) {
    return instances.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** When any of its instances last had data. */
  public Optional<Moment> lastData() {
    return instances.stream()
        .flatMap(each -> each.clock().lastData().stream())
        .reduce(Moment::later);
  }

  Group with(Instance changed) {
    return new Group(
        expected,
        judgement,
        instances.stream().map(each -> each.id().equals(changed.id()) ? changed : each).toList());
  }

  Evidence evidence(Moment now, Inventory inventory) {
    return Evidence.ofAll(instances.stream().map(each -> each.evidence(now, inventory)).toList());
  }

  /** This group judged at {@code now}; the same object when nothing has changed. */
  Group at(Moment now, Sight sight, Inventory inventory) {
    var then = instances.stream().map(each -> each.at(now, sight, inventory)).toList();
    var group = Same.objects(then, instances) ? this : new Group(expected, judgement, then);
    return group.judged(now, inventory);
  }

  private Group judged(Moment now, Inventory inventory) {
    var judged =
        judgement.on(
            evidence(now, inventory), lastData(), expected.limits(), inventory.unbroken(), now);
    return Same.object(judged, judgement) ? this : new Group(expected, judged, instances);
  }
}
