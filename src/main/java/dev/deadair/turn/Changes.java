package dev.deadair.turn;

import dev.deadair.alert.Drills;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Mutes;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.liveness.Change;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Hours;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Memory.RememberedInstance;
import dev.deadair.liveness.Memory.RememberedJudgement;
import dev.deadair.liveness.ServiceName;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
 * @param timeline what servers say of themselves and did not before
 * @param memory clocks and states of sites that made a transition, or of all when their time came
 * @param diagnoses what is known to be wrong, of servers of which that is news, and of those whose
 *     clocks are kept: the counts of the one go with the readings of the other
 * @param mutes all of them, where one has changed
 * @param drills all of them, where one has changed
 */
public record Changes(
    List<Incident> incidents,
    List<Incident> closed,
    List<Transition> transitions,
    List<Change> timeline,
    Memory memory,
    Map<InstanceId, Diagnosis> diagnoses,
    Optional<Mutes> mutes,
    Optional<Drills> drills) {

  public static final Changes NONE = new Changes(List.of(), List.of(), List.of(), Memory.NONE);

  /** Some in which nothing is known of any server but its clock, and nothing maintained. */
  public Changes(
      List<Incident> incidents,
      List<Incident> closed,
      List<Transition> transitions,
      Memory memory) {
    this(
        incidents,
        closed,
        transitions,
        List.of(),
        memory,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Those of a turn in which no maintenance and no drill began or ended. */
  public Changes(
      List<Incident> incidents,
      List<Incident> closed,
      List<Transition> transitions,
      List<Change> timeline,
      Memory memory,
      Map<InstanceId, Diagnosis> diagnoses) {
    this(
        incidents,
        closed,
        transitions,
        timeline,
        memory,
        diagnoses,
        Optional.empty(),
        Optional.empty());
  }

  public Changes {
    incidents = List.copyOf(incidents);
    closed = List.copyOf(closed);
    transitions = List.copyOf(transitions);
    timeline = List.copyOf(timeline);
    diagnoses = Map.copyOf(diagnoses);
  }

  public boolean isEmpty() {
    return incidents.isEmpty()
        && closed.isEmpty()
        && transitions.isEmpty()
        && timeline.isEmpty()
        && memory.equals(Memory.NONE)
        && diagnoses.isEmpty()
        && mutes.isEmpty()
        && drills.isEmpty();
  }

  /** Both together; where they speak of the same thing, {@code later} wins. */
  public Changes and(Changes later) {
    var merged = new LinkedHashMap<IncidentId, Incident>();
    incidents.forEach(each -> merged.put(each.id(), each));
    later.incidents.forEach(each -> merged.put(each.id(), each));
    later.closed.forEach(each -> merged.remove(each.id()));
    var known = new LinkedHashMap<>(diagnoses);
    known.putAll(later.diagnoses);
    return new Changes(
        List.copyOf(merged.values()),
        joined(closed, later.closed),
        joined(transitions, later.transitions),
        joined(timeline, later.timeline),
        memory.and(later.memory),
        known,
        later.mutes.or(() -> mutes),
        later.drills.or(() -> drills));
  }

  /** Everything that is to be remembered of {@code state}, for a journal that holds nothing. */
  public static Changes whole(State state) {
    var incidents = List.copyOf(state.incidents().all());
    var memory = memory(Optional.empty(), state, true, Set.of(), Set.of());
    return new Changes(
        incidents,
        List.of(),
        List.of(),
        List.of(),
        memory,
        diagnoses(state, state.diagnoses().byInstance().keySet()),
        Optional.of(state.mutes()),
        Optional.of(state.drills()));
  }

  /**
   * What differs between two turns.
   *
   * @param judged the incidents of the turn, closed ones included
   * @param clocks whether data clocks and accruals of all sites are due, or only of those with a
   *     transition
   */
  static Changes between(
      State before, Incidents judged, State after, List<Transition> transitions, boolean clocks) {
    var incidents = after.incidents();
    var changed =
        incidents.all().stream()
            .filter(each -> !before.incidents().get(each.id()).filter(each::equals).isPresent())
            .toList();
    var closed = judged.all().stream().filter(each -> incidents.get(each.id()).isEmpty()).toList();
    var moved =
        transitions.stream()
            .flatMap(each -> each.subject().ofSite().stream())
            .collect(Collectors.toSet());
    var timeline = Change.between(before.fleet(), after.fleet());
    var news = new LinkedHashSet<>(after.diagnoses().news(before.diagnoses()));
    timeline.forEach(each -> news.add(each.instance()));
    var memory = memory(Optional.of(before.fleet()), after, clocks, moved, news);
    return new Changes(
        changed,
        closed,
        transitions,
        timeline,
        memory,
        diagnoses(after, kept(memory, news, after)),
        after.mutes().equals(before.mutes()) ? Optional.empty() : Optional.of(after.mutes()),
        after.drills().equals(before.drills()) ? Optional.empty() : Optional.of(after.drills()));
  }

  /** Those of which there is news, and those in trouble whose readings are kept. */
  private static Set<InstanceId> kept(Memory memory, Set<InstanceId> news, State state) {
    var kept = new LinkedHashSet<>(news);
    state
        .diagnoses()
        .byInstance()
        .forEach(
            (id, each) -> {
              if (!each.marks().isEmpty() && memory.instances().containsKey(id)) {
                kept.add(id);
              }
            });
    return kept;
  }

  private static Map<InstanceId, Diagnosis> diagnoses(State state, Set<InstanceId> of) {
    var remembered = new LinkedHashMap<InstanceId, Diagnosis>();
    of.forEach(
        id ->
            Optional.ofNullable(state.diagnoses().byInstance().get(id))
                .ifPresent(each -> remembered.put(id, each.remembered())));
    return remembered;
  }

  private static Memory memory(
      Optional<Fleet> old, State state, boolean all, Set<SiteId> moved, Set<InstanceId> news) {
    var fleet = state.fleet();
    var clocks = state.clocksKept();
    Map<InstanceId, RememberedInstance> instances = new LinkedHashMap<>();
    Map<GroupId, RememberedJudgement> groups = new LinkedHashMap<>();
    Map<SiteId, RememberedJudgement> sites = new LinkedHashMap<>();
    for (Site site : fleet.sites().values()) {
      if (all || moved.contains(site.id())) {
        sites.put(site.id(), Memory.of(site.judgement(), clocks));
        for (Group group : site.groups()) {
          groups.put(group.id(), Memory.of(group.judgement(), clocks));
          group.instances().forEach(each -> instances.put(each.id(), Memory.of(each, clocks)));
        }
      }
    }
    for (var id : news) {
      Optional.ofNullable(fleet.sites().get(id.site()))
          .flatMap(site -> site.instance(id))
          .ifPresent(each -> instances.put(id, Memory.of(each, clocks)));
    }
    return new Memory(instances, groups, sites, baselines(old, fleet), names(old, fleet, all));
  }

  /** Names that lead elsewhere than they did, or all that lead anywhere. */
  private static Map<GroupId, ServiceName> names(Optional<Fleet> old, Fleet fleet, boolean all) {
    var kept = new LinkedHashMap<GroupId, ServiceName>();
    for (var site : fleet.sites().values()) {
      for (var group : site.groups()) {
        var before =
            old.flatMap(fleetBefore -> Optional.ofNullable(fleetBefore.sites().get(site.id())))
                .flatMap(each -> each.group(group.id()))
                .flatMap(Group::serviceName);
        group
            .serviceName()
            .filter(name -> !name.places().isEmpty())
            .filter(name -> all || before.filter(name::isAs).isEmpty())
            .ifPresent(name -> kept.put(group.id(), name));
      }
    }
    return kept;
  }

  /** Baselines that are not what they were; each changes once an hour. */
  private static Map<GroupId, Hours> baselines(Optional<Fleet> old, Fleet fleet) {
    var changed = new LinkedHashMap<GroupId, Hours>();
    for (var site : fleet.sites().values()) {
      var before =
          old.flatMap(fleetBefore -> Optional.ofNullable(fleetBefore.sites().get(site.id())));
      if (before.isPresent() && same(before.get(), site)) {
        continue;
      }
      for (var group : site.groups()) {
        var hours = group.ingestion().baseline().hours();
        before
            .flatMap(each -> each.group(group.id()))
            .map(each -> each.ingestion().baseline().hours())
            .or(() -> Optional.of(Hours.NONE))
            .filter(known -> !same(known, hours))
            .ifPresent(_ -> changed.put(group.id(), hours));
      }
    }
    return changed;
  }

  @SuppressWarnings("ReferenceEquality") // what a turn has not changed is the same object
  private static boolean same(Object one, Object other) {
    return one == other;
  }

  private static <T> List<T> joined(List<T> one, List<T> other) {
    var joined = new ArrayList<>(one);
    joined.addAll(other);
    return joined;
  }
}
