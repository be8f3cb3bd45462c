package dev.deadair.replay;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Replay;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Prometheus server as seen from outside: it scrapes, dies, hangs, replays and starves. */
public final class SimulatedServer implements Server {

  /** What it does. */
  public enum Condition {
    RUNNING,
    /** No process. */
    KILLED,
    /** Accepts, never answers. */
    FROZEN,
    /** Every target is down: only its own reports are appended. */
    STARVED,
    /** Its disk is full: it answers and scrapes, and nothing can be written. */
    FULL,
    /** Answers, not ready. */
    REPLAYING,
    /** Answers, no longer ready, and still appends what is in flight. */
    STOPPING,
    /** The path to it is cut. */
    CUT_OFF
  }

  private final InstanceId id;
  private final Health health = new Health();
  private Workload workload;
  private Face face;
  private Condition condition = Condition.RUNNING;
  private Optional<Obstacle> obstacle = Optional.empty();
  private Optional<Switch> others = Optional.empty();
  private Instant now;
  private Instant started;

  /** As it tells: a process does not learn of its clock being stepped later. */
  private Instant startedByItsClock;

  private Instant conditionSince;
  private Instant nextScrape;
  private double appended;
  private double scrapes;
  private double ruleIterations;
  private Duration clockAhead = Duration.ZERO;
  private Optional<Instant> newestScrape = Optional.empty();
  private Optional<Instant> future = Optional.empty();
  private Optional<Instant> sent = Optional.empty();
  private boolean remoteGone;
  private boolean replayStuck;
  private Optional<Instant> lastUseful = Optional.empty();
  private @Nullable Phases phases;
  private int phase;
  private Instant phaseEnds = Instant.MAX;

  /** A server that was started at {@code started} and runs. */
  public SimulatedServer(InstanceId id, Workload workload, Instant started) {
    this.id = id;
    this.workload = workload;
    this.face = Face.of(id);
    this.now = started;
    this.started = started;
    this.startedByItsClock = started;
    this.conditionSince = started;
    this.nextScrape = started;
    health.set(Signal.CONFIG_RELOAD_TIME, (double) started.getEpochSecond());
  }

  @Override
  public InstanceId id() {
    return id;
  }

  public Condition condition() {
    return condition;
  }

  public Workload workload() {
    return workload;
  }

  /** When its latest process life began. */
  public Instant started() {
    return started;
  }

  /** When its latest life last appended something that is not its own report. */
  public Optional<Instant> lastUseful() {
    return lastUseful;
  }

  /** From now on it does this, whatever was planned. */
  public void become(Condition next) {
    phases = null;
    phaseEnds = Instant.MAX;
    turnTo(next);
  }

  /** From now on it goes through these. */
  void follow(Phases plan) {
    phases = plan;
    enter(0, now);
  }

  void replayForever(boolean stuck) {
    become(Condition.REPLAYING);
    replayStuck = stuck;
  }

  /** From now on these answer at its address. */
  void answeredBy(List<SimulatedServer> servers) {
    others = Optional.of(new Switch(id, servers));
  }

  void stand(Obstacle between) {
    obstacle = Optional.of(between);
  }

  /** Everything as it was at first; the process is a new one only where it was gone. */
  void recover() {
    obstacle = Optional.empty();
    others = Optional.empty();
    remoteGone = false;
    become(Condition.RUNNING);
  }

  void give(Workload other) {
    workload = other;
  }

  Face face() {
    return face;
  }

  void face(Face other) {
    face = other;
  }

  /** Its configuration is written anew, and loaded. */
  void load(Face other) {
    face = other;
    health.set(Signal.CONFIG_RELOAD_TIME, (double) clock(now).getEpochSecond());
  }

  /** Its clock is stepped. Stepped back, it is out of bounds until it has caught up. */
  void stepClock(Duration by) {
    clockAhead = clockAhead.plus(by);
  }

  /** One target gives one sample of the future, which is as far as its head reaches from now on. */
  void takeFutureSample(Duration ahead) {
    future = Optional.of(clock(now).plus(ahead));
  }

  void loseRemote() {
    remoteGone = true;
  }

  /** It counts this, provided that it is alive to do so. */
  void count(Signal signal, double more) {
    switch (condition) {
      case RUNNING, STARVED, FULL, CUT_OFF, STOPPING -> health.count(signal, more);
      case KILLED, FROZEN, REPLAYING -> {}
    }
  }

  void set(Signal signal, double value) {
    health.set(signal, value);
  }

  @Override
  public void advanceTo(Instant until) {
    while (!phaseEnds.isAfter(until)) {
      scrapeUntil(phaseEnds);
      now = phaseEnds;
      enter(phase + 1, phaseEnds);
    }
    scrapeUntil(until);
    now = until;
  }

  private void enter(int index, Instant at) {
    var plan = phases;
    if (plan == null) {
      return;
    }
    phase = index % plan.phases().size();
    var entered = plan.phases().get(phase);
    var isLast = !plan.repeating() && phase == plan.phases().size() - 1;
    now = at;
    turnTo(entered.condition());
    phaseEnds = isLast ? Instant.MAX : at.plus(entered.lasts());
  }

  private void turnTo(Condition next) {
    var comesBack = condition == Condition.KILLED && next != Condition.KILLED;
    var restarts = next == Condition.REPLAYING && condition != Condition.REPLAYING;
    if (comesBack || restarts) {
      begin();
    }
    if (next != condition) {
      conditionSince = now;
    }
    replayStuck = false;
    condition = next;
  }

  private void begin() {
    started = now;
    startedByItsClock = clock(now);
    nextScrape = now;
    appended = 0;
    scrapes = 0;
    ruleIterations = 0;
    lastUseful = Optional.empty();
    health.begin();
    health.set(Signal.CONFIG_RELOAD_TIME, (double) startedByItsClock.getEpochSecond());
  }

  private void scrapeUntil(Instant until) {
    while (!nextScrape.isAfter(until)) {
      scrape(nextScrape);
      nextScrape = nextScrape.plus(workload.every());
    }
  }

  private void scrape(Instant at) {
    switch (condition) {
      case RUNNING, CUT_OFF -> work(at, workload.samples());
      case STOPPING -> append(at, workload.samples());
      case STARVED -> append(at, 0);
      case FULL -> health.count(Signal.WAL_WRITES_FAILED, 2);
      case KILLED, FROZEN, REPLAYING -> {}
    }
  }

  private void work(Instant at, int samples) {
    var useful = append(at, samples);
    if (useful > 0) {
      lastUseful = Optional.of(at);
    }
    if (workload.ruleSamples() > 0) {
      appended += workload.ruleSamples();
      ruleIterations++;
      newestScrape = Optional.of(clock(at));
    }
  }

  /** Scrapes every target, and says how many samples other than reports that appended. */
  private double append(Instant at, int samples) {
    var targets = workload.targets();
    if (targets == 0) {
      return 0;
    }
    // What is not newer than the newest is rejected, reports too: measured after a step back.
    if (newestScrape.filter(newest -> !clock(at).isAfter(newest)).isPresent()) {
      health.count(Signal.OUT_OF_BOUNDS, targets);
      return 0;
    }
    // A loop's first scrape leaves no interval.
    scrapes += appended == 0 ? 0 : targets;
    appended += (double) targets * (samples + Scrape.REPORTS);
    newestScrape = Optional.of(clock(at));
    if (!remoteGone) {
      sent = newestScrape;
    }
    return (double) targets * samples;
  }

  private Instant clock(Instant at) {
    return at.plus(clockAhead);
  }

  private Optional<Instant> headMaxTime() {
    return workload.flavour() == Flavour.PROMETHEUS
        ? Stream.concat(newestScrape.stream(), future.stream()).max(Instant::compareTo)
        : Optional.empty();
  }

  @Override
  public Observation look(Moment at, boolean reachable) {
    if (!reachable) {
      return refused(at, Failure.Kind.CONNECT_TIMEOUT);
    }
    return obstacle
        .filter(_ -> condition != Condition.CUT_OFF)
        .map(between -> between.seen(id, at))
        .or(() -> others.map(each -> each.look(at)))
        .orElseGet(() -> shown(at));
  }

  @Override
  public Optional<Inspection> inspect(Moment at) {
    if (obstacle.isPresent()) {
      return Optional.empty();
    }
    if (others.isPresent()) {
      return others.get().inspect(at);
    }
    return shown(at) instanceof Observation.Answered
        ? Optional.of(described(at))
        : Optional.empty();
  }

  Inspection described(Moment at) {
    var identity =
        new Identity(
            Optional.of(face.hostName()),
            Optional.of(workload.version()),
            face.configuration(),
            face.labels());
    return new Inspection(id, at, Optional.of(identity), Map.of());
  }

  Observation shown(Moment at) {
    return switch (condition) {
      case RUNNING, STARVED, FULL -> answered(at, true);
      case REPLAYING, STOPPING -> answered(at, false);
      case KILLED -> refused(at, Failure.Kind.REFUSED);
      case FROZEN -> refused(at, Failure.Kind.READ_TIMEOUT);
      case CUT_OFF -> refused(at, Failure.Kind.CONNECT_TIMEOUT);
    };
  }

  private Observation refused(Moment at, Failure.Kind kind) {
    return new Observation.Refused(id, at, new Failure(kind, "/metrics", ""));
  }

  private Observation answered(Moment at, boolean ready) {
    var isAgent = workload.flavour() == Flavour.AGENT;
    var scrape =
        new Scrape(
            workload.flavour(),
            Optional.of(clock(now)),
            startedByItsClock,
            Optional.of(ready),
            Optional.of(workload.version()),
            appended,
            headMaxTime(),
            Map.of(workload.every(), scrapes),
            Scrape.REPORTS,
            workload.targets(),
            Map.of(),
            workload.ruleSamples() > 0
                ? Map.of("rules", new Scrape.RuleGroup(ruleIterations, workload.ruleSamples()))
                : Map.of(),
            isAgent ? sent.map(newest -> Map.of("remote", newest)).orElse(Map.of()) : Map.of(),
            health.signals());
    return new Observation.Answered(
        id, at, Optional.of(true), Optional.of(ready), replay(), scrape);
  }

  /** A hundred segments: how many are done follows from how long the phase lasts. */
  private Optional<Replay> replay() {
    if (condition != Condition.REPLAYING) {
      return Optional.empty();
    }
    var length =
        phaseEnds.equals(Instant.MAX)
            ? Duration.ofHours(1)
            : Duration.between(conditionSince, phaseEnds);
    var passed = replayStuck ? Duration.ZERO : Duration.between(conditionSince, now);
    var done = Math.clamp(100 * passed.toMillis() / Math.max(1, length.toMillis()), 0, 99);
    return Optional.of(new Replay(0, 99, done));
  }
}
