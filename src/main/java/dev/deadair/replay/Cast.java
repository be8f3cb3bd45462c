package dev.deadair.replay;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sites, groups and servers of a scenario while it is read. */
final class Cast {

  private static final String DEFAULT_SITE = "local";
  private static final String DEFAULT_GROUP = "default";

  /** The one who watches, under its own name. */
  static final Watcher WATCHER = new Watcher("watcher");

  private final Map<SiteId, Patience> sites = new LinkedHashMap<>();
  private final Map<SiteId, Instant> from = new HashMap<>();
  private final Map<GroupId, Patience> groups = new LinkedHashMap<>();
  private final Map<GroupId, Integer> replicas = new HashMap<>();
  private final Map<InstanceId, Role> roles = new LinkedHashMap<>();
  private Optional<SiteId> site = Optional.empty();
  private Optional<GroupId> group = Optional.empty();

  boolean isEmpty() {
    return sites.isEmpty();
  }

  List<Role> roles() {
    return List.copyOf(roles.values());
  }

  /** What follows belongs to this site. */
  void site(String name, Patience patience) throws Wrong {
    var id = new SiteId(name(name));
    if (sites.putIfAbsent(id, patience) != null) {
      throw new Wrong("site " + name + " is there already");
    }
    site = Optional.of(id);
    group = Optional.empty();
  }

  /** What follows belongs to this group of the site above. */
  void group(String name, Patience patience) throws Wrong {
    var of =
        site.orElseThrow(() -> new Wrong("a group belongs to a site; write \"site NAME\" above"));
    var id = new GroupId(of, name(name));
    if (groups.putIfAbsent(id, patience) != null) {
      throw new Wrong("group " + id + " is there already");
    }
    group = Optional.of(id);
  }

  /** The site above need not have data before that. */
  void expectedFrom(Instant time) {
    site.ifPresent(each -> from.put(each, time));
  }

  /** So many of the group above should produce. */
  void expect(int number) {
    group.ifPresent(each -> replicas.put(each, number));
  }

  /** The patience that a group of the present site has, unless it says otherwise. */
  Patience patience(Patience general) {
    return site.map(each -> sites.getOrDefault(each, general)).orElse(general);
  }

  /** The identity of a server that follows here, in the site and group that stand in by default. */
  InstanceId instance(String name, Patience general) throws Wrong {
    if (site.isEmpty()) {
      site(DEFAULT_SITE, general);
    }
    if (group.isEmpty()) {
      group(DEFAULT_GROUP, patience(general));
    }
    var id = new InstanceId(group.orElseThrow(), name(name));
    if (roles.containsKey(id)) {
      throw new Wrong("instance " + id + " is there already");
    }
    return id;
  }

  void add(Role role) {
    roles.put(role.id(), role);
  }

  private static String name(String name) throws Wrong {
    if (name.indexOf('/') >= 0) {
      throw new Wrong("the name " + name + " has a slash, which separates names");
    }
    return name;
  }

  /** The instance, group or site that {@code word} names, by as much of its path as is needed. */
  Subject subject(String word) throws Wrong {
    if (word.equals(WATCHER.name())) {
      return WATCHER;
    }
    var found = new ArrayList<Subject>();
    sites.keySet().stream().filter(each -> each.toString().equals(word)).forEach(found::add);
    groups.keySet().stream().filter(each -> each.toString().equals(word)).forEach(found::add);
    roles.keySet().stream().filter(each -> isNamed(each, word)).forEach(found::add);
    if (found.isEmpty()) {
      throw new Wrong(
          "nothing is called " + word + "; use a site, SITE/GROUP, or an instance declared above");
    }
    if (found.size() > 1) {
      throw new Wrong(word + " may be " + found.getFirst() + " or " + found.get(1) + "; say which");
    }
    return found.getFirst();
  }

  private static boolean isNamed(InstanceId id, String word) {
    return id.name().equals(word) || id.toString().equals(word);
  }

  InstanceId instance(String word) throws Wrong {
    if (subject(word) instanceof InstanceId id) {
      return id;
    }
    throw new Wrong(word + " is no instance");
  }

  /** An instance to which something may happen. */
  InstanceId simulated(String word) throws Wrong {
    var id = instance(word);
    if (roles.get(id) instanceof Role.Written) {
      throw new Wrong(
          word + " follows a series, so nothing else may happen to it; write it into the series");
    }
    return id;
  }

  Inventory inventory(Duration poll) throws Wrong {
    var expected = new ArrayList<ExpectedSite>();
    for (var each : sites.entrySet()) {
      expected.add(
          new ExpectedSite(
              each.getKey(),
              each.getValue().limits(poll),
              Optional.ofNullable(from.get(each.getKey())),
              groups(each.getKey(), poll),
              Optional.empty(),
              Optional.empty()));
    }
    return new Inventory(poll, expected);
  }

  private List<ExpectedGroup> groups(SiteId of, Duration poll) throws Wrong {
    var expected = new ArrayList<ExpectedGroup>();
    for (var each : groups.entrySet()) {
      var id = each.getKey();
      var instances =
          roles.values().stream()
              .filter(role -> role.id().group().equals(id))
              .map(Cast::expected)
              .toList();
      if (id.site().equals(of)) {
        if (instances.isEmpty()) {
          throw new Wrong("group " + id + " has no instance; write one below it");
        }
        expected.add(
            new ExpectedGroup(
                id,
                each.getValue().limits(poll),
                replicas.getOrDefault(id, instances.size()),
                ExpectedGroup.REPLICA_LABELS,
                instances,
                Optional.empty()));
      }
    }
    if (expected.isEmpty()) {
      throw new Wrong("site " + of + " has no instance; write one below it");
    }
    return expected;
  }

  private static ExpectedInstance expected(Role role) {
    var forwards = role instanceof Role.Simulated simulated && simulated.forwards();
    return new ExpectedInstance(
        role.id(),
        URI.create("http://server:9090"),
        forwards ? Inventory.Role.FORWARDER : Inventory.Role.SERVER);
  }
}
