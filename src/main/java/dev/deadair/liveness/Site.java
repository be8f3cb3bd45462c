package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.ExpectedSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A datacenter: its groups and the verdict on them together. */
public record Site(ExpectedSite expected, Judgement judgement, List<Group> groups) {

  public Site {
    groups = List.copyOf(groups);
  }

  public SiteId id() {
    return expected.id();
  }

  public Optional<Group> group(GroupId id) {
    return groups.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  public Optional<Instance> instance(InstanceId id) {
    return group(id.group()).flatMap(group -> group.instance(id));
  }

  /** When any of its instances last had data. */
  public Optional<Moment> lastData() {
    var last = Optional.<Moment>empty();
    for (var each : groups) {
      last = Group.later(last, each.lastData());
    }
    return last;
  }

  /** This site after one more look; a look at an instance it does not have changes nothing. */
  Site saw(Observation look, Sight sight, Inventory inventory) {
    return instance(look.instance())
        .map(instance -> with(instance.saw(look, sight, inventory)))
        .orElse(this);
  }

  /** This site after a slow look at one of its instances. */
  Site inspected(Inspection inspection) {
    return instance(inspection.instance())
        .map(instance -> with(instance.inspected(inspection)))
        .orElse(this);
  }

  /** This site, where nothing is known of what is usual in the groups that {@code whose} names. */
  Site unlearned(Subject whose) {
    return new Site(
        expected,
        judgement,
        groups.stream()
            .map(each -> whose.equals(id()) || whose.equals(each.id()) ? each.unlearned() : each)
            .toList());
  }

  /** This site after the service name of one of its groups was looked up. */
  Site resolved(Resolution resolution) {
    return new Site(
        expected,
        judgement,
        groups.stream()
            .map(each -> each.id().equals(resolution.group()) ? each.resolved(resolution) : each)
            .toList());
  }

  /** This site after a heartbeat of one of its instances. */
  Site heard(InstanceId id, Moment at) {
    return instance(id).map(instance -> with(instance.heard(at))).orElse(this);
  }

  /**
   * This site judged at {@code now}; the same object when nothing has changed.
   *
   * @param workedOn groups that learn nothing now
   */
  Site at(Moment now, Set<GroupId> workedOn, Sight sight, Inventory inventory) {
    var from = expected.from().filter(_ -> lastData().isEmpty()).map(now::at);
    var then = new ArrayList<Group>(groups.size());
    var parts = new ArrayList<Evidence>(groups.size());
    for (var each : groups) {
      var judged = each.at(now, from, !workedOn.contains(each.id()), sight, inventory);
      then.add(judged);
      parts.add(judged.evidence(now, inventory));
    }
    var seen = Evidence.ofAll(parts);
    var evidence = from.map(at -> seen.expectedFrom(at, now)).orElse(seen);
    var verdict = judgement.on(evidence, lastData(), expected.limits(), inventory.unbroken(), now);
    return Same.object(verdict, judgement) && Same.objects(then, groups)
        ? this
        : new Site(expected, verdict, then);
  }

  private Site with(Instance changed) {
    return new Site(
        expected,
        judgement,
        groups.stream()
            .map(each -> each.id().equals(changed.id().group()) ? each.with(changed) : each)
            .toList());
  }
}
