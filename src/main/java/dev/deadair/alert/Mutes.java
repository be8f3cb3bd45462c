package dev.deadair.alert;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.SiteState;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Every maintenance that goes on or ended of late.
 *
 * <p>Only telling is muted. States, clocks and incidents go on beneath, so that what is still dark
 * at the end is told with the very next turn; what had data again by then is told to nobody. What a
 * receiver was told before goes on being told: to fall quiet would say that it is over.
 */
public record Mutes(Map<String, Maintenance> byId) {

  public static final Mutes NONE = new Mutes(Map.of());

  /** How long what has ended is still shown, and keeps holding what was about to clear. */
  private static final Duration SHOWN_AFTER = Duration.ofDays(1);

  public Mutes {
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
  }

  /** Those that an earlier run of ours left. */
  public static Mutes of(Collection<Maintenance> remembered) {
    var byId = new LinkedHashMap<String, Maintenance>();
    remembered.forEach(each -> byId.put(each.id(), each));
    return new Mutes(byId);
  }

  public Collection<Maintenance> all() {
    return byId.values();
  }

  /** These and the wanted ones, from {@code now} on. */
  public Mutes begun(List<Maintenance.Wanted> wanted, Moment now) {
    var next = new LinkedHashMap<>(byId);
    wanted.forEach(each -> next.putIfAbsent(each.id(), Maintenance.begin(each, now)));
    return changed(next);
  }

  /** These, with those of the given ids over. */
  public Mutes ended(Collection<String> ids, Moment now) {
    return each(one -> ids.contains(one.id()) ? one.ended(now) : one);
  }

  /** These with each of their moments as {@code dating} has it. */
  public Mutes dated(UnaryOperator<Moment> dating) {
    return each(one -> one.dated(dating));
  }

  /** These after a turn in which the fleet stands so; those long over are gone. */
  public Mutes at(Fleet fleet, Moment now) {
    var seen = each(one -> one.untilProducing() && one.isOn(now) ? seen(one, fleet, now) : one);
    var next = new LinkedHashMap<>(seen.byId);
    next.values().removeIf(one -> now.boot().minus(one.end().boot()).compareTo(SHOWN_AFTER) > 0);
    return seen.changed(next);
  }

  /** The groups that somebody works on at {@code now}, or on a part of them. */
  public Set<GroupId> workedOn(Fleet fleet, Moment now) {
    var groups = new HashSet<GroupId>();
    for (var one : byId.values()) {
      if (one.isOn(now)) {
        switch (one.subject()) {
          case SiteId _ ->
              site(one.subject(), fleet).stream()
                  .flatMap(site -> site.groups().stream())
                  .forEach(group -> groups.add(group.id()));
          case GroupId id -> groups.add(id);
          case InstanceId id -> groups.add(id.group());
          case Watcher _ -> {}
        }
      }
    }
    return groups;
  }

  private static Maintenance seen(Maintenance one, Fleet fleet, Moment now) {
    var site = site(one.subject(), fleet);
    if (site.isEmpty()) {
      return one; // the configuration no longer has it
    }
    var back = isBack(one.subject(), site.get());
    var known = !back || startedSince(one, site.get()) ? one.seenDown() : one;
    return back && known.down() ? known.ended(now) : known;
  }

  private static boolean isBack(Subject subject, Site site) {
    return switch (subject) {
      case SiteId _ -> produces(site.judgement());
      case GroupId id -> site.group(id).filter(group -> produces(group.judgement())).isPresent();
      case InstanceId id -> site.instance(id).filter(it -> it.state().isProducing()).isPresent();
      case Watcher _ -> true;
    };
  }

  private static boolean produces(Judgement judgement) {
    return judgement.state() instanceof SiteState.Producing;
  }

  /** A restart may be over before its data was missed. */
  private static boolean startedSince(Maintenance one, Site site) {
    return one.subject() instanceof InstanceId id
        && site.instance(id)
            .flatMap(Instance::life)
            .filter(life -> life.latest().processStart().isAfter(one.from().wall()))
            .isPresent();
  }

  /** The maintenance by which nobody is to be told of {@code incident}; empty where none does. */
  public Optional<Maintenance> holding(Incident incident, Fleet fleet, Moment now) {
    var subject = incident.alert().subject();
    return switch (incident.stage()) {
      case Stage.Firing _ -> covering(subject, fleet, each -> each.isOn(now));
      // It had data again before the end: nothing is dark that anybody should look at.
      case Stage.Clearing(var since) ->
          covering(subject, fleet, each -> each.isOn(now) || each.wasOnUntil(since));
      case Stage.Closing _, Stage.Resolved _ -> Optional.empty();
    };
  }

  /** A whole is maintained, too, when each of its parts is. */
  private Optional<Maintenance> covering(
      Subject subject, Fleet fleet, Predicate<Maintenance> counts) {
    return byId.values().stream()
        .filter(each -> contains(each.subject(), subject) && counts.test(each))
        .findFirst()
        .or(() -> coveringEachOf(parts(subject, fleet), fleet, counts));
  }

  private Optional<Maintenance> coveringEachOf(
      List<? extends Subject> parts, Fleet fleet, Predicate<Maintenance> counts) {
    var covering = parts.stream().map(part -> covering(part, fleet, counts)).toList();
    return covering.isEmpty() || covering.contains(Optional.<Maintenance>empty())
        ? Optional.empty()
        : covering.getFirst();
  }

  private static List<? extends Subject> parts(Subject subject, Fleet fleet) {
    var site = site(subject, fleet);
    return switch (subject) {
      case SiteId _ -> site.stream().flatMap(it -> it.groups().stream()).map(Group::id).toList();
      case GroupId id ->
          site.flatMap(it -> it.group(id)).stream()
              .flatMap(group -> group.instances().stream())
              .map(Instance::id)
              .toList();
      case InstanceId _, Watcher _ -> List.of();
    };
  }

  private static Optional<Site> site(Subject subject, Fleet fleet) {
    return subject.ofSite().flatMap(id -> Optional.ofNullable(fleet.sites().get(id)));
  }

  private static boolean contains(Subject whole, Subject part) {
    return whole.equals(part)
        || switch (whole) {
          case SiteId site -> part.ofSite().filter(site::equals).isPresent();
          case GroupId group -> part instanceof InstanceId id && id.group().equals(group);
          case InstanceId _, Watcher _ -> false;
        };
  }

  private Mutes each(UnaryOperator<Maintenance> change) {
    var next = new LinkedHashMap<>(byId);
    next.replaceAll((_, one) -> change.apply(one));
    return changed(next);
  }

  private Mutes changed(Map<String, Maintenance> next) {
    return next.equals(byId) ? this : new Mutes(next);
  }
}
