package dev.deadair.turn;

import static java.util.Objects.requireNonNull;

import dev.deadair.alert.Due;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.replay.SimulatedServer.Condition;
import dev.deadair.replay.Simulation;
import dev.deadair.replay.Workload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A simulation of a few like servers that remembers everything it did. */
final class World {

  static final Duration INTERVAL = Duration.ofSeconds(15);
  static final Instant START = Instant.parse("2023-05-05T00:00:00Z");

  final Map<InstanceId, Witness> servers = new LinkedHashMap<>();
  final List<Due> sent = new ArrayList<>();
  final List<Turn> turns = new ArrayList<>();

  private final Simulation simulation;

  World(Limits limits, String... instances) {
    this(limits, Duration.ofSeconds(15), 20, 100, instances);
  }

  World(Limits limits, Duration scrape, int targets, int samples, String... instances) {
    this(routing(), limits, scrape, targets, samples, instances);
  }

  /** One that tells others. */
  World(List<Receiver> receivers, Limits limits, String... instances) {
    this(
        new Routing("test", Optional.empty(), receivers, Map.<SiteId, Set<String>>of()),
        limits,
        Duration.ofSeconds(15),
        20,
        100,
        instances);
  }

  /** Instances are named {@code site/group/instance}. */
  private World(
      Routing routing,
      Limits limits,
      Duration scrape,
      int targets,
      int samples,
      String... instances) {
    var workload = new Workload(Flavour.PROMETHEUS, "3.5.0", targets, samples, scrape, 0);
    var sites = new LinkedHashMap<SiteId, Map<GroupId, List<ExpectedInstance>>>();
    for (var path : instances) {
      var parts = path.split("/", -1);
      var site = new SiteId(parts[0]);
      var group = new GroupId(site, parts[1]);
      var id = new InstanceId(group, parts[2]);
      sites
          .computeIfAbsent(site, _ -> new LinkedHashMap<>())
          .computeIfAbsent(group, _ -> new ArrayList<>())
          .add(new ExpectedInstance(id, URI.create("http://" + parts[2] + ":9090")));
      servers.put(id, new Witness(id, workload, START));
    }
    var expected = new ArrayList<ExpectedSite>();
    sites.forEach(
        (site, groups) ->
            expected.add(
                new ExpectedSite(
                    site,
                    limits,
                    groups.entrySet().stream()
                        .map(each -> new ExpectedGroup(each.getKey(), limits, each.getValue()))
                        .toList(),
                    Optional.empty(),
                    Optional.empty())));
    var rules = new Rules(new Inventory(INTERVAL, expected), routing);
    simulation = new Simulation(rules, servers.values(), START, Duration.ZERO);
  }

  private static Routing routing() {
    return new Routing(
        "test",
        Optional.of(URI.create("https://deadair.example")),
        List.of(Receivers.alertmanager("am1", "am2"), Receivers.pagerDuty()),
        Map.<SiteId, Set<String>>of());
  }

  Moment now() {
    return simulation.now();
  }

  Witness server(String path) {
    return servers.entrySet().stream()
        .filter(each -> each.getKey().toString().equals(path))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  void become(String path, Condition condition) {
    server(path).become(condition);
  }

  void kill(InstanceId... ids) {
    List.of(ids).forEach(each -> become(each.toString(), Condition.KILLED));
  }

  void revive(InstanceId... ids) {
    List.of(ids).forEach(each -> become(each.toString(), Condition.RUNNING));
  }

  /** Somebody works on it from the next second on. */
  void maintain(Subject subject, Duration atMost, boolean untilProducing) {
    arrives(
        new Fact.Muted(
            new Maintenance.Wanted(
                "m " + subject, subject, atMost, untilProducing, "upgrade", "jo")));
    run(Duration.ofSeconds(1));
  }

  /** The watcher's own network goes or comes back: nothing answers, controls included. */
  void blind(boolean gone) {
    simulation.blind(gone);
  }

  boolean isBlind() {
    return simulation.isBlind();
  }

  /** Something beside looks reaches the watcher. */
  void arrives(Fact fact) {
    simulation.arrives(fact);
  }

  State state() {
    return simulation.state();
  }

  void unheard(boolean gone) {
    simulation.unheard(gone);
  }

  Site site(String name) {
    return requireNonNull(simulation.state().fleet().sites().get(new SiteId(name)));
  }

  /** What was sent under that name. */
  List<Due> pages(String alertname) {
    return sent.stream()
        .filter(due -> due.incident().alert().name().label().equals(alertname))
        .toList();
  }

  void run(Duration time) {
    for (var i = 0; i < time.toSeconds(); i++) {
      second();
    }
  }

  /** One second: servers scrape, looks that are due end, one turn is taken. */
  void second() {
    var turn = simulation.second();
    turns.add(turn);
    turn.due().stream().filter(each -> !each.incident().assumed()).forEach(sent::add);
  }

  /** The watcher's machine is suspended. */
  void suspend(Duration span) {
    simulation.suspend(span);
  }

  /** The watcher's wall clock is stepped. */
  void stepClock(Duration by) {
    simulation.stepClock(by);
  }

  /** As {@link #restart}, of the watcher's machine. */
  void reboot(Duration away) {
    servers.values().forEach(Witness::forgotten);
    simulation.reboot(away);
  }

  /** The watcher is killed and starts again after {@code away}; its servers go on meanwhile. */
  void restart(Duration away) {
    servers.values().forEach(Witness::forgotten);
    simulation.restart(away);
  }
}
