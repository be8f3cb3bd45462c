package dev.deadair.liveness;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Everything that is watched. It only routes: each look to its site, each turn to all of them. */
public record Fleet(Inventory inventory, Sight sight, Map<SiteId, Site> sites) {

  public Fleet {
    sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
  }

  /** The inventory with what an earlier run of ours remembers of it. */
  public static Fleet of(Inventory inventory, Memory memory, Moment now) {
    var sites = new LinkedHashMap<SiteId, Site>();
    for (var expected : inventory.sites()) {
      sites.put(expected.id(), memory.recall(expected, inventory, now));
    }
    return new Fleet(inventory, Sight.UNPROVEN, sites);
  }

  /** This fleet after the looks of one turn, in the order in which they ended. */
  public Fleet saw(Collection<Observation> looks) {
    if (looks.isEmpty()) {
      return this;
    }
    var changed = new LinkedHashMap<>(sites);
    for (var look : looks) {
      changed.computeIfPresent(
          look.instance().site(), (_, site) -> site.saw(look, sight, inventory));
    }
    return new Fleet(inventory, sight, changed);
  }

  /** This fleet after a slow look; one at an instance it does not have changes nothing. */
  public Fleet inspected(Inspection inspection) {
    var changed = new LinkedHashMap<>(sites);
    changed.computeIfPresent(inspection.instance().site(), (_, site) -> site.inspected(inspection));
    return new Fleet(inventory, sight, changed);
  }

  /** This fleet after a service name was looked up; that of no group it has changes nothing. */
  public Fleet resolved(Resolution resolution) {
    var changed = new LinkedHashMap<>(sites);
    changed.computeIfPresent(resolution.group().site(), (_, site) -> site.resolved(resolution));
    return new Fleet(inventory, sight, changed);
  }

  /** This fleet, where nothing is known of what is usual in a group, or in all of a site. */
  public Fleet unlearned(Subject whose) {
    var changed = new LinkedHashMap<>(sites);
    whose
        .ofSite()
        .ifPresent(at -> changed.computeIfPresent(at, (_, site) -> site.unlearned(whose)));
    return new Fleet(inventory, sight, changed);
  }

  /** This fleet after a control did or did not answer at {@code at}. */
  public Fleet asked(String control, boolean onLoopback, boolean answered, Moment at) {
    return new Fleet(inventory, sight.asked(control, onLoopback, answered, at), sites);
  }

  /** This fleet after a heartbeat; one of an instance that is looked at changes nothing. */
  public Fleet heard(InstanceId instance, Moment at) {
    var changed = new LinkedHashMap<>(sites);
    changed.computeIfPresent(instance.site(), (_, site) -> site.heard(instance, at));
    return new Fleet(inventory, sight, changed);
  }

  /** This fleet judged at {@code now}; sites that nothing has changed in are the same objects. */
  public Fleet at(Moment now) {
    return at(now, Set.of());
  }

  /**
   * The same while somebody works on some of it.
   *
   * @param workedOn groups of which what comes now is not what is usual
   */
  public Fleet at(Moment now, Set<GroupId> workedOn) {
    var turned = sight.turned(now, inventory.unbroken());
    var judged = new LinkedHashMap<SiteId, Site>();
    sites.forEach((id, site) -> judged.put(id, site.at(now, workedOn, turned, inventory)));
    return new Fleet(inventory, turned.asked(judged.values(), now, inventory.unbroken()), judged);
  }
}
