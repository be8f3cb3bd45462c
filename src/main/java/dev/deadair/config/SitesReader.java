package dev.deadair.config;

import dev.deadair.config.Settings.SiteWaiver;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the sites, and what they say about receivers. */
final class SitesReader {
  private static final String UNPAGED =
      "tells webhooks alone, and none of them pages: name a receiver that does, say pages = true of"
          + " the webhook that does, or add a waiver";

  private final Optional<Duration> interval;
  private final Collection<String> receivers;
  private final InstancesReader instances = new InstancesReader();
  private final GroupsReader groups;
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
    this.groups = new GroupsReader(interval, instances);
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

  /** The deadlines of instances that let themselves be heard. */
  List<Value> heartbeats() {
    return instances.heartbeats();
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

  void read(Node node, Inherited inherited) {
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
                  value.node().ifPresent(site -> site(id, site, inherited));
                });
      }
    }
  }

  private void site(SiteId id, Node node, Inherited above) {
    var inherited = above.at(node, interval);
    var runbook = node.get("runbook").flatMap(Value::link);
    var dashboard = node.get("dashboard").flatMap(Value::link);
    node.get("receivers")
        .flatMap(this::receivers)
        .ifPresent(names -> receiversOfSite.put(id, names));
    var from = node.get("expected-from").flatMap(value -> value.parsed("a date", Dates::parse));
    node.get("waiver").flatMap(WaiverReader::read).ifPresent(waiver -> waivers.put(id, waiver));
    var found = groups.read(id, node, inherited);
    node.later("partition-after");
    if (!node.dotted(GroupsReader.MARKS) && !node.has("instances") && !node.has("groups")) {
      node.wrong("has no instances; add instances = [\"http://host:9090\"]");
    }
    node.done();
    if (!found.isEmpty()) {
      var limits = inherited.patience().limits();
      sites.add(new ExpectedSite(id, limits, from, found, runbook, dashboard));
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
}
