package dev.deadair.turn;

import static java.util.Objects.requireNonNull;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One watcher and its servers on a virtual clock: looks every interval, a turn every second,
 * receivers that take everything. The decision inside is the real one.
 */
final class World {

  static final Duration INTERVAL = Duration.ofSeconds(15);
  static final Instant START = Instant.parse("2023-05-05T00:00:00Z");

  final Map<InstanceId, SimulatedServer> servers = new LinkedHashMap<>();
  final List<Due> sent = new ArrayList<>();
  final List<Turn> turns = new ArrayList<>();
  final Inventory inventory;
  final Rules rules;
  Moment now = new Moment(START, Duration.ofDays(3), Duration.ofDays(3));
  State state;

  private final InMemoryJournal journal = new InMemoryJournal();

  /** Whether the watcher's own network is gone: nothing answers, controls included. */
  boolean blind;

  /** Whether no receiver answers. */
  boolean unheard;

  private final List<Fact> facts = new ArrayList<>();

  World(Limits limits, String... instances) {
    this(limits, Duration.ofSeconds(15), 20, 100, instances);
  }

  /** Instances are named {@code site/group/instance}. */
  World(Limits limits, Duration scrape, int targets, int samples, String... instances) {
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
      servers.put(id, new SimulatedServer(id, scrape, targets, samples, START));
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
    inventory = new Inventory(INTERVAL, expected);
    rules = new Rules(inventory, routing());
    state = State.of(rules, Past.NONE, now);
  }

  private static Routing routing() {
    return new Routing(
        "test",
        Optional.of(URI.create("https://deadair.example")),
        List.of(
            new Receiver(
                "alertmanager",
                Receiver.Nature.Level.DEFAULT,
                Severity.WARNING,
                List.of("am1", "am2"),
                Map.of()),
            new Receiver(
                "pagerduty",
                Receiver.Nature.Edge.DEFAULT,
                Severity.CRITICAL,
                List.of("events"),
                Map.of())),
        Map.<SiteId, Set<String>>of());
  }

  SimulatedServer server(String path) {
    return servers.entrySet().stream()
        .filter(each -> each.getKey().toString().equals(path))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  void become(String path, SimulatedServer.Condition condition) {
    server(path).become(condition, now.wall());
  }

  Site site(String name) {
    return requireNonNull(state.fleet().sites().get(new SiteId(name)));
  }

  void run(Duration time) {
    for (var i = 0; i < time.toSeconds(); i++) {
      second();
    }
  }

  /** One second: servers scrape, looks that are due end, one turn is taken. */
  void second() {
    now = now.plus(Duration.ofSeconds(1));
    servers.values().forEach(server -> server.advanceTo(now.wall()));
    look();
    var turn = state.turn(List.copyOf(facts), now);
    facts.clear();
    state = turn.state();
    journal.commit(turn);
    turns.add(turn);
    for (var due : turn.due()) {
      sent.add(due);
      if (!unheard) {
        facts.add(new Fact.Delivered(accepted(due)));
      }
    }
  }

  private void look() {
    var second = Duration.between(START, now.wall()).toSeconds();
    if (second % INTERVAL.toSeconds() == 0) {
      facts.add(new Fact.Asked("gateway", false, !blind, now));
    }
    var phase = 0;
    for (var server : servers.values()) {
      if ((second + phase++) % INTERVAL.toSeconds() == 0) {
        var truth = server.condition;
        if (blind) {
          server.condition = SimulatedServer.Condition.CUT_OFF;
        }
        facts.add(new Fact.Looked(server.look(now)));
        server.condition = truth;
      }
    }
  }

  private Report accepted(Due due) {
    return new Report(
        due.incident().id(),
        due.generation(),
        due.route(),
        due.reason(),
        now,
        new Outcome.Accepted(200));
  }

  /** The watcher is killed and starts again after {@code away}; its servers go on meanwhile. */
  void restart(Duration away) {
    facts.clear();
    servers.values().forEach(SimulatedServer::forgotten);
    now = now.plus(away);
    servers.values().forEach(server -> server.advanceTo(now.wall()));
    state = State.of(rules, journal.load(), now);
  }
}
