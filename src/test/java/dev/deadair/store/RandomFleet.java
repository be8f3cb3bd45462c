package dev.deadair.store;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receiver.Nature;
import dev.deadair.alert.Report;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Scrape.RuleGroup;
import dev.deadair.liveness.Signals;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.turn.Turn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A fleet of oddly named servers whose fate a seed decides: they produce, stall, restart, vanish
 * and cannot be seen, and receivers take what is due, refuse it or do not answer.
 */
final class RandomFleet {

  private static final Moment START =
      new Moment(Instant.parse("2026-05-04T03:02:01.000000789Z"), Duration.ZERO, Duration.ZERO);
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Limits LIMITS =
      Limits.of(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(20));
  private static final List<String> SITES =
      List.of("dc-öst ☃", "it's \"a.b\"; DROP TABLE incident; --", "nul\0 tab\t line\n\\n %_ 🛰");

  /** What a server does for a while. */
  private enum Fate {
    PRODUCES,
    STALLS,
    REPLAYS,
    REFUSES,
    HANGS,
    OPAQUE,
    UNSEEN
  }

  /** One server as it stands. */
  private static final class Server {
    private final InstanceId id;
    private Fate fate = Fate.PRODUCES;
    private Instant started = START.wall().minusSeconds(3600);
    private double appended;

    Server(InstanceId id) {
      this.id = id;
    }
  }

  final Rules rules;
  private final Random random;
  private final List<Server> servers = new ArrayList<>();
  private List<Due> due = List.of();
  private Moment now = START;

  RandomFleet(long seed) {
    random = new Random(seed);
    var sites = new ArrayList<ExpectedSite>();
    for (var site : SITES) {
      sites.add(site(new SiteId(site), 1 + random.nextInt(2)));
    }
    rules = new Rules(new Inventory(STEP.multipliedBy(2), sites), routing());
  }

  Moment now() {
    return now;
  }

  State unremembered() {
    return State.of(rules, Past.NONE, now);
  }

  /** Some seconds later: what has happened meanwhile, and the turn that takes it. */
  Turn turn(State state) {
    now = now.plus(STEP.plusNanos(random.nextInt(1_000_000)));
    var facts = new ArrayList<Fact>();
    facts.add(new Fact.Asked("gateway", false, random.nextInt(4) > 0, now));
    servers.forEach(server -> facts.add(new Fact.Looked(look(server))));
    due.stream().map(this::report).map(Fact.Delivered::new).forEach(facts::add);
    var turn = state.turn(facts, now);
    due = turn.due();
    return turn;
  }

  private Observation look(Server server) {
    if (random.nextInt(12) == 0) {
      server.fate = Fate.values()[random.nextInt(Fate.values().length)];
    }
    return switch (server.fate) {
      case PRODUCES -> {
        server.appended += 1000 + random.nextDouble();
        yield answered(server, true);
      }
      case STALLS -> answered(server, true);
      case REPLAYS -> {
        server.started = now.wall();
        server.appended = 0;
        yield answered(server, false);
      }
      case REFUSES -> refused(server, Failure.Kind.REFUSED);
      case HANGS -> refused(server, Failure.Kind.READ_TIMEOUT);
      case OPAQUE -> new Observation.Opaque(server.id, now, BlindCause.UNAUTHORIZED, "401 ☃");
      case UNSEEN -> new Observation.NotLooked(server.id, now, BlindCause.INBOX_FULL);
    };
  }

  private Observation answered(Server server, boolean ready) {
    var scrape =
        new Scrape(
            Flavour.PROMETHEUS,
            Optional.of(now.wall()).filter(_ -> random.nextBoolean()),
            server.started,
            Optional.of(ready),
            Optional.of("3.5.0").filter(_ -> random.nextBoolean()),
            server.appended,
            Optional.of(now.wall().minusMillis(random.nextInt(3000))),
            Map.of(STEP, server.appended / 100, Duration.ofMinutes(1), 3.0),
            Scrape.REPORTS,
            2,
            Map.of(),
            Map.of("/etc/r ü.yml;\r\nx\\n\0", new RuleGroup(server.appended / 500, 7, 1)),
            Map.of(),
            Signals.NONE);
    return new Observation.Answered(
        server.id, now, Optional.empty(), Optional.of(ready), Optional.empty(), scrape);
  }

  private Observation refused(Server server, Failure.Kind kind) {
    return new Observation.Refused(server.id, now, new Failure(kind, "/metrics", "it's gone ☃"));
  }

  private Report report(Due due) {
    var outcome =
        switch (random.nextInt(5)) {
          case 0 -> new Outcome.Rejected(422, "'no' \n ☃");
          case 1 -> new Outcome.Failed("no answer\0");
          default -> new Outcome.Accepted(202);
        };
    return Report.on(due, now, outcome);
  }

  private ExpectedSite site(SiteId site, int groups) {
    var expected = new LinkedHashMap<GroupId, ExpectedGroup>();
    for (var g = 0; g < groups; g++) {
      var group = new GroupId(site, "gröup " + g);
      var instances = new ArrayList<ExpectedInstance>();
      for (var i = 0; i < 2; i++) {
        var id = new InstanceId(group, "prom:" + i + "\\eqsin");
        servers.add(new Server(id));
        instances.add(new ExpectedInstance(id, URI.create("http://prom" + i + ":9090")));
      }
      expected.put(group, new ExpectedGroup(group, LIMITS, instances));
    }
    return new ExpectedSite(
        site, LIMITS, List.copyOf(expected.values()), Optional.empty(), Optional.empty());
  }

  private static Routing routing() {
    var level = new Nature.Level(STEP, STEP.multipliedBy(6), STEP.multipliedBy(2), STEP);
    var edge = new Nature.Edge(STEP.multipliedBy(50));
    return new Routing(
        "wätcher",
        Optional.empty(),
        List.of(
            new Receiver("am's", level, Severity.WARNING, List.of("http://a/?x='", "b"), Map.of()),
            new Receiver("pager", edge, Severity.CRITICAL, List.of("pager"), Map.of())),
        Map.of());
  }
}
