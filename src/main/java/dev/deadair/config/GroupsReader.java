package dev.deadair.config;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.Role;
import dev.deadair.liveness.Inventory.Source;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the groups of sites. */
final class GroupsReader {
  /** What a site has: by these an object further down is known to be a site with a dotted name. */
  static final Set<String> MARKS = Set.of("instances", "groups");

  private static final String DEFAULT_GROUP = "default";

  private static final Pattern SERVICE_NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?(:[0-9]{1,5})?");

  private final Optional<Duration> interval;
  private final InstancesReader instances;

  /**
   * @param interval empty where it is written wrongly
   * @param instances reads those of every group
   */
  GroupsReader(Optional<Duration> interval, InstancesReader instances) {
    this.interval = interval;
    this.instances = instances;
  }

  /** Those of one site; none where there is none that can be used. */
  List<ExpectedGroup> read(SiteId site, Node node, Inherited inherited) {
    var groups = new ArrayList<ExpectedGroup>();
    if (node.has("instances") && node.has("groups")) {
      node.wrongKey("instances", "stands beside groups; move it into one of them");
    }
    if (node.has("instances")) {
      shortForm(new GroupId(site, DEFAULT_GROUP), node, inherited).ifPresent(groups::add);
    }
    node.node("groups")
        .ifPresent(
            each -> {
              if (each.keys().isEmpty()) {
                each.wrong("is empty; name at least one group");
              }
              for (var name : each.keys()) {
                named(site, each, name, inherited).ifPresent(groups::add);
              }
            });
    return groups;
  }

  private Optional<ExpectedGroup> shortForm(GroupId id, Node site, Inherited inherited) {
    return group(id, site, inherited, Role.SERVER, Optional.empty());
  }

  private Optional<ExpectedGroup> named(
      SiteId site, Node groups, String name, Inherited inherited) {
    var fault = Naming.fault(name);
    if (fault.isPresent()) {
      groups.wrongKey(name, fault.get());
      return Optional.empty();
    }
    return groups.node(name).flatMap(node -> longForm(new GroupId(site, name), node, inherited));
  }

  private Optional<ExpectedGroup> longForm(GroupId id, Node node, Inherited above) {
    var inherited = above.at(node, interval);
    var role =
        node.get("role")
            .flatMap(value -> value.parsed("a role", GroupsReader::role))
            .orElse(Role.SERVER);
    var serviceName =
        node.get("service-name")
            .flatMap(value -> value.parsed("a host name", GroupsReader::serviceName));
    var group = group(id, node, inherited, role, serviceName);
    if (!node.dotted(MARKS) && !node.has("instances")) {
      node.wrong("has no instances; add instances = [\"http://host:9090\"]");
    }
    node.done();
    return group;
  }

  private Optional<ExpectedGroup> group(
      GroupId id, Node node, Inherited inherited, Role role, Optional<String> serviceName) {
    var list = node.get("instances").flatMap(value -> instances.read(id, value, inherited));
    var expect = Replicas.expected(node, list.map(List::size).orElse(0));
    return list.map(
        each ->
            new ExpectedGroup(
                id,
                inherited.patience().limits(),
                expect,
                inherited.replicas().labels(),
                in(role, each),
                serviceName));
  }

  private static List<ExpectedInstance> in(Role role, List<ExpectedInstance> list) {
    return list.stream()
        .map(
            each ->
                switch (each.source()) {
                  case Source.Looks(var url, _) -> new ExpectedInstance(each.id(), url, role);
                  case Source.Heartbeat _ -> each;
                })
        .toList();
  }

  private static String serviceName(String text) {
    if (!SERVICE_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("is no host name; use \"name\" or \"name:port\"");
    }
    return text;
  }

  private static Role role(String text) {
    return switch (text) {
      case "server" -> Role.SERVER;
      case "forwarder" -> Role.FORWARDER;
      default -> throw new IllegalArgumentException("is no role; use server or forwarder");
    };
  }
}
