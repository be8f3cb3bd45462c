package dev.deadair.failures;

import dev.deadair.alert.Incident;
import dev.deadair.alert.Routing;
import dev.deadair.diagnosis.Code;
import dev.deadair.diagnosis.Finding;
import dev.deadair.diagnosis.Signatures;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Remote;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.probe.Control;
import dev.deadair.probe.Controls;
import dev.deadair.probe.CountingMeter;
import dev.deadair.probe.Log;
import dev.deadair.probe.LogFollower;
import dev.deadair.probe.MachineClock;
import dev.deadair.probe.Schedule;
import dev.deadair.probe.Target;
import dev.deadair.probe.Tls;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Real servers, each a site of its own, looked at and judged as the daemon does it: real looks, the
 * decision code, a turn every half second. Only journal and courier are left out.
 */
final class Ward implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(2);
  static final Duration WINDOW = Duration.ofSeconds(20);

  private static final Duration TURN = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofSeconds(8), Duration.ofSeconds(5));

  private final Vertx vertx = Vertx.vertx();
  private final MachineClock clock = new MachineClock();
  private final ConcurrentLinkedQueue<Fact> inbox = new ConcurrentLinkedQueue<>();
  private final Map<String, Set<Code>> found = new ConcurrentHashMap<>();
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private final Set<String> alerts = ConcurrentHashMap.newKeySet();
  private final List<String> story = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor();
  private final LogFollower logs =
      new LogFollower(
          (instance, line) -> {
            if (Signatures.isTold(line)) {
              inbox.add(new Fact.LogLine(instance, clock.get(), line));
            }
          });
  private final Controls controls =
      new Controls(
          vertx,
          INTERVAL,
          INTERVAL,
          clock,
          each ->
              inbox.add(
                  new Fact.Asked(each.control(), each.onLoopback(), each.answered(), each.at())));
  private final Schedule schedule =
      new Schedule(
          vertx,
          INTERVAL,
          INTERVAL,
          PATIENCE,
          clock,
          new CountingMeter(),
          look -> inbox.add(new Fact.Looked(look)),
          inspection -> inbox.add(new Fact.Inspected(inspection)));

  private volatile State state;

  /**
   * Begins to watch.
   *
   * @param servers by name, where they are to be looked at
   * @param control what always answers
   */
  Ward(Map<String, String> servers, String control) {
    var inventory = inventory(servers);
    var routing = new Routing("ward", Optional.empty(), List.of(), Map.of());
    state = State.of(new Rules(inventory, routing), Past.NONE, clock.get());
    var _ = turns.scheduleAtFixedRate(this::turn, 0, TURN.toMillis(), TimeUnit.MILLISECONDS);
    controls.start(
        List.of(new Control("control", URI.create(control), Optional.empty(), Tls.DEFAULT)));
    schedule.start(
        inventory.sites().stream()
            .map(site -> Target.of(site.groups().getFirst().instances().getFirst()))
            .toList());
  }

  private static Inventory inventory(Map<String, String> servers) {
    return new Inventory(
        INTERVAL,
        new LinkedHashMap<>(servers)
            .entrySet().stream()
                .map(
                    each -> {
                      var id = id(each.getKey());
                      var instance = new ExpectedInstance(id, URI.create(each.getValue()));
                      return Expected.site(id.group(), LIMITS, instance);
                    })
                .toList());
  }

  private static InstanceId id(String name) {
    return new InstanceId(new GroupId(new SiteId(name), "default"), name);
  }

  private void turn() {
    try {
      var facts = new ArrayList<Fact>();
      for (var fact = inbox.poll(); fact != null; fact = inbox.poll()) {
        facts.add(fact);
        if (fact instanceof Fact.Looked(var look)) {
          looks.merge(look.instance().name(), 1, Integer::sum);
        }
      }
      var turn = state.turn(facts, clock.get());
      state = turn.state();
      turn.transitions().forEach(each -> story.add(each.toString()));
      state.fleet().sites().keySet().forEach(site -> note(site.name()));
      state.incidents().all().stream().map(Incident::alert).forEach(this::note);
    } catch (RuntimeException e) {
      story.add("a turn threw: " + e);
      throw e;
    }
  }

  private void note(Object alert) {
    if (alerts.add(alert.toString())) {
      story.add("alert " + alert);
    }
  }

  private void note(String server) {
    for (var finding : findings(server)) {
      if (found.computeIfAbsent(server, _ -> ConcurrentHashMap.newKeySet()).add(finding.code())) {
        story.add(server + " " + finding);
      }
    }
  }

  /** How many looks at it have ended. */
  int looks(String server) {
    return looks.getOrDefault(server, 0);
  }

  /** The lower-case word of its state. */
  String state(String server) {
    return instance(server).state().word();
  }

  /** The lower-case word of the state of its site, which it is alone in. */
  String siteState(String server) {
    return site(server).judgement().state().word();
  }

  /** Why it cannot be judged now. */
  Optional<BlindCause> blind(String server) {
    return site(server).judgement().blind();
  }

  List<Finding> findings(String server) {
    return state.diagnoses().of(id(server));
  }

  List<Code> codes(String server) {
    return findings(server).stream().map(Finding::code).toList();
  }

  Finding finding(String server, Code code) {
    return findings(server).stream()
        .filter(each -> each.code() == code)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code + "\n" + story()));
  }

  /** Its log too is read from now on. */
  void reads(String server, Path log) {
    logs.follow(id(server), new Log.File(log));
  }

  /** Forgets what was found until now, as while this very program begins on a loaded machine. */
  void begin() {
    found.clear();
  }

  /** What was found of it since the beginning. */
  Set<Code> everFound(String server) {
    return Set.copyOf(found.getOrDefault(server, Set.of()));
  }

  /** What was ever told of it, by the names of the alerts. */
  List<String> alerts(String server) {
    return state.incidents().all().stream()
        .filter(each -> each.alert().toString().contains(server))
        .map(each -> each.alert().name().toString())
        .toList();
  }

  Instance instance(String server) {
    return site(server).groups().getFirst().instances().getFirst();
  }

  /** Where it sends its samples. */
  Stream<Remote> remotes(String server) {
    return instance(server).life().stream()
        .flatMap(life -> life.latest().scrape().remotes().values().stream());
  }

  private Site site(String server) {
    return Objects.requireNonNull(state.fleet().sites().get(new SiteId(server)));
  }

  /** What is known of it, for the message of a failure. */
  String now(String server) {
    return state(server)
        + " "
        + instance(server).shows()
        + " "
        + codes(server)
        + " "
        + blind(server);
  }

  /** What happened, for the message of a failure. */
  String story() {
    return String.join("\n", story);
  }

  @Override
  public void close() throws TimeoutException {
    logs.close();
    schedule.stop();
    controls.stop();
    turns.shutdown();
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
