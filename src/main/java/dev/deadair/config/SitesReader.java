package dev.deadair.config;

import dev.deadair.alert.Waivers.Waiver;
import dev.deadair.config.Settings.SiteWaiver;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Inventory.Role;
import dev.deadair.liveness.Inventory.Source;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the sites with their groups, and what sites say about receivers. */
final class SitesReader {
  private static final String DEFAULT_GROUP = "default";

  /** What a site has: by these an object further down is known to be a site with a dotted name. */
  private static final Set<String> MARKS = Set.of("instances", "groups");

  private static final Pattern SERVICE_NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?(:[0-9]{1,5})?");

  private static final String UNPAGED =
      "tells webhooks alone, and none of them pages: name a receiver that does, say pages = true of"
          + " the webhook that does, or add a waiver";

  private final Optional<Duration> interval;
  private final Collection<String> receivers;
  private final InstancesReader instances = new InstancesReader();
  private final List<ExpectedSite> sites = new ArrayList<>();
  private final Map<SiteId, Set<String>> receiversOfSite = new HashMap<>();
  private final Map<SiteId, SiteWaiver> waivers = new HashMap<>();
  private final Map<SiteId, Problem> places = new HashMap<>();

  /**
   * A reader that has read no site.
   *
   * @param interval empty where it is written wrongly
   * @param receivers the names that sites may use
   */
  SitesReader(Optional<Duration> interval, Collection<String> receivers) {
    this.interval = interval;
    this.receivers = receivers;
  }

  List<ExpectedSite> sites() {
    return List.copyOf(sites);
  }

  Map<SiteId, Set<String>> receiversOfSite() {
    return Map.copyOf(receiversOfSite);
  }

  Map<InstanceId, LogSource> logs() {
    return instances.logs();
  }

  Map<SiteId, SiteWaiver> waivers() {
    return Map.copyOf(waivers);
  }

  /** Of every site what to say where nobody is paged for it. */
  Map<SiteId, Problem> places() {
    return Map.copyOf(places);
  }

  Map<InstanceId, Connection> connections() {
    return instances.connections();
  }

  void read(Node node, Patience patience, Replicas replicas) {
    if (node.keys().isEmpty()) {
      node.wrong("is empty; name at least one site");
    }
    for (var name : node.keys()) {
      var fault = Naming.fault(name);
      if (fault.isPresent()) {
        node.wrongKey(name, fault.get());
      } else {
        var id = new SiteId(name);
        node.get(name)
            .ifPresent(
                value -> {
                  places.put(id, value.problem(UNPAGED));
                  value.node().ifPresent(site -> site(id, site, patience, replicas));
                });
      }
    }
  }

  private void site(SiteId id, Node node, Patience above, Replicas replicasAbove) {
    var patience = above.at(node, interval);
    var replicas = replicasAbove.at(node);
    var connection = ConnectionReader.toInstance(node, Connection.PLAIN);
    var runbook = node.get("runbook").flatMap(Value::link);
    var dashboard = node.get("dashboard").flatMap(Value::link);
    node.get("receivers")
        .flatMap(this::receivers)
        .ifPresent(names -> receiversOfSite.put(id, names));
    var from = node.get("expected-from").flatMap(value -> value.parsed("a date", Dates::parse));
    var log = LogReader.read(node, Optional.empty());
    node.get("waiver").flatMap(SitesReader::waiver).ifPresent(waiver -> waivers.put(id, waiver));
    var groups = groups(id, node, patience, replicas, connection, log);
    node.later("partition-after");
    if (!node.dotted(MARKS) && !node.has("instances") && !node.has("groups")) {
      node.wrong("has no instances; add instances = [\"http://host:9090\"]");
    }
    node.done();
    if (!groups.isEmpty()) {
      sites.add(new ExpectedSite(id, patience.limits(), from, groups, runbook, dashboard));
    }
  }

  private static Optional<SiteWaiver> waiver(Value value) {
    return value
        .node()
        .flatMap(
            node -> {
              var until =
                  node.require("until", "2026-12-31")
                      .flatMap(each -> each.parsed("a day such as 2026-12-31", SitesReader::until));
              var reason = node.require("reason", "\"why nobody is paged\"").flatMap(Value::text);
              reason
                  .filter(String::isBlank)
                  .ifPresent(_ -> node.wrongKey("reason", "is empty; say why nobody is paged"));
              node.done();
              return until.flatMap(
                  end ->
                      reason.map(
                          why ->
                              new SiteWaiver(
                                  new Waiver(end, why),
                                  value.problem("is over; page somebody, or set a later day"))));
            });
  }

  /** The end of a day, or a time of it. */
  private static Instant until(String text) {
    try {
      return text.length() == "2026-12-31".length()
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("is no day; use 2026-12-31, or 2026-12-31T12:00:00Z", e);
    }
  }

  private Optional<Set<String>> receivers(Value value) {
    var example = "[" + String.join(", ", receivers) + "]";
    return value
        .filledList(example, ": nobody would be told; leave it out to tell everybody")
        .map(
            names -> {
              var known = new TreeSet<String>();
              names.forEach(each -> each.text().ifPresent(name -> receiver(each, name, known)));
              return known;
            });
  }

  private void receiver(Value value, String name, Set<String> known) {
    if (receivers.contains(name)) {
      known.add(name);
      return;
    }
    value.wrong(
        "is no receiver; "
            + Spelling.nearest(name, receivers)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElse("use one of " + String.join(", ", receivers)));
  }

  private List<ExpectedGroup> groups(
      SiteId site,
      Node node,
      Patience patience,
      Replicas replicas,
      Connection connection,
      Optional<LogSource> log) {
    var groups = new ArrayList<ExpectedGroup>();
    if (node.has("instances") && node.has("groups")) {
      node.wrongKey("instances", "stands beside groups; move it into one of them");
    }
    if (node.has("instances")) {
      shortForm(new GroupId(site, DEFAULT_GROUP), node, patience, replicas, connection, log)
          .ifPresent(groups::add);
    }
    node.node("groups")
        .ifPresent(
            each -> {
              if (each.keys().isEmpty()) {
                each.wrong("is empty; name at least one group");
              }
              for (var name : each.keys()) {
                named(site, each, name, patience, replicas, connection, log).ifPresent(groups::add);
              }
            });
    return groups;
  }

  private Optional<ExpectedGroup> shortForm(
      GroupId id,
      Node site,
      Patience patience,
      Replicas replicas,
      Connection connection,
      Optional<LogSource> log) {
    var list = site.get("instances").flatMap(value -> instances.read(id, value, connection, log));
    var expect = Replicas.expected(site, list.map(List::size).orElse(0));
    return list.map(
        each ->
            new ExpectedGroup(
                id, patience.limits(), expect, replicas.labels(), each, Optional.empty()));
  }

  private Optional<ExpectedGroup> named(
      SiteId site,
      Node groups,
      String name,
      Patience above,
      Replicas replicas,
      Connection inherited,
      Optional<LogSource> log) {
    var fault = Naming.fault(name);
    if (fault.isPresent()) {
      groups.wrongKey(name, fault.get());
      return Optional.empty();
    }
    return groups
        .node(name)
        .flatMap(node -> group(new GroupId(site, name), node, above, replicas, inherited, log));
  }

  private Optional<ExpectedGroup> group(
      GroupId id,
      Node node,
      Patience above,
      Replicas replicasAbove,
      Connection inherited,
      Optional<LogSource> siteLog) {
    var patience = above.at(node, interval);
    var replicas = replicasAbove.at(node);
    var connection = ConnectionReader.toInstance(node, inherited);
    var log = LogReader.read(node, siteLog);
    var list = node.get("instances").flatMap(value -> instances.read(id, value, connection, log));
    var role = node.get("role").flatMap(value -> value.parsed("a role", SitesReader::role));
    var serviceName =
        node.get("service-name")
            .flatMap(value -> value.parsed("a host name", SitesReader::serviceName));
    if (!node.dotted(MARKS) && !node.has("instances")) {
      node.wrong("has no instances; add instances = [\"http://host:9090\"]");
    }
    var expect = Replicas.expected(node, list.map(List::size).orElse(0));
    node.done();
    return list.map(
        each ->
            new ExpectedGroup(
                id,
                patience.limits(),
                expect,
                replicas.labels(),
                in(role.orElse(Role.SERVER), each),
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
