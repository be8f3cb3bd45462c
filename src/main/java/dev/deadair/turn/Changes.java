package dev.deadair.turn;

import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Incidents;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Hours;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Memory.RememberedInstance;
import dev.deadair.liveness.Memory.RememberedJudgement;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a turn asks the journal to hold: absolute values, so that writing twice is writing once.
 *
 * @param incidents those that changed, as they are now
 * @param closed those that need nobody any more, as they ended
 * @param memory clocks and states of sites that made a transition, or of all when their time came
 */
public record Changes(
    List<Incident> incidents, List<Incident> closed, List<Transition> transitions, Memory memory) {

  public static final Changes NONE = new Changes(List.of(), List.of(), List.of(), Memory.NONE);

  public Changes {
    incidents = List.copyOf(incidents);
    closed = List.copyOf(closed);
    transitions = List.copyOf(transitions);
  }

  public boolean isEmpty() {
    return incidents.isEmpty()
        && closed.isEmpty()
        && transitions.isEmpty()
        && memory.equals(Memory.NONE);
  }

  /** Both together; where they speak of the same thing, {@code later} wins. */
  public Changes and(Changes later) {
    var merged = new LinkedHashMap<IncidentId, Incident>();
    incidents.forEach(each -> merged.put(each.id(), each));
    later.incidents.forEach(each -> merged.put(each.id(), each));
    later.closed.forEach(each -> merged.remove(each.id()));
    return new Changes(
        List.copyOf(merged.values()),
        joined(closed, later.closed),
        joined(transitions, later.transitions),
        memory.and(later.memory));
  }

  /** Everything that is to be remembered of {@code state}, for a journal that holds nothing. */
  public static Changes whole(State state) {
    var incidents = List.copyOf(state.incidents().all());
    return new Changes(
        incidents, List.of(), List.of(), memory(Optional.empty(), state.fleet(), true, Set.of()));
  }

  /**
   * What differs between two turns.
   *
   * @param judged the incidents of the turn, closed ones included
   * @param clocks whether data clocks and accruals of all sites are due, or only of those with a
   *     transition
   */
  static Changes between(
      Incidents before,
      Incidents judged,
      Incidents after,
      List<Transition> transitions,
      Fleet old,
      Fleet fleet,
      boolean clocks) {
    var changed =
        after.all().stream()
            .filter(each -> !before.get(each.id()).filter(each::equals).isPresent())
            .toList();
    var closed = judged.all().stream().filter(each -> after.get(each.id()).isEmpty()).toList();
    var moved =
        transitions.stream()
            .flatMap(each -> each.subject().ofSite().stream())
            .collect(Collectors.toSet());
    return new Changes(
        changed, closed, transitions, memory(Optional.of(old), fleet, clocks, moved));
  }

  private static Memory memory(Optional<Fleet> old, Fleet fleet, boolean all, Set<SiteId> moved) {
    Map<InstanceId, RememberedInstance> instances = new LinkedHashMap<>();
    Map<GroupId, RememberedJudgement> groups = new LinkedHashMap<>();
    Map<SiteId, RememberedJudgement> sites = new LinkedHashMap<>();
    for (Site site : fleet.sites().values()) {
      if (all || moved.contains(site.id())) {
        sites.put(site.id(), Memory.of(site.judgement()));
        for (Group group : site.groups()) {
          groups.put(group.id(), Memory.of(group.judgement()));
          group.instances().forEach(each -> instances.put(each.id(), Memory.of(each)));
        }
      }
    }
    return new Memory(instances, groups, sites, baselines(old, fleet));
  }

  /** Baselines that are not what they were; each changes once an hour. */
  private static Map<GroupId, Hours> baselines(Optional<Fleet> old, Fleet fleet) {
    var changed = new LinkedHashMap<GroupId, Hours>();
    for (var site : fleet.sites().values()) {
      var before =
          old.flatMap(fleetBefore -> Optional.ofNullable(fleetBefore.sites().get(site.id())));
      for (var group : site.groups()) {
        var hours = group.ingestion().baseline().hours();
        before
            .flatMap(each -> each.group(group.id()))
            .map(each -> each.ingestion().baseline().hours())
            .or(() -> Optional.of(Hours.NONE))
            .filter(known -> isChanged(known, hours))
            .ifPresent(_ -> changed.put(group.id(), hours));
      }
    }
    return changed;
  }

  @SuppressWarnings("ReferenceEquality") // what is not learned anew is the same object
  private static boolean isChanged(Hours known, Hours hours) {
    return known != hours;
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    var joined = new ArrayList<>(one);
    joined.addAll(other);
    return joined;
  }
}
