package dev.deadair.replay;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Flavour;
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
    /** Its reload waits for a remote: it answers, and nothing is appended. */
    RELOADING,
    /** Answers, not ready. */
    REPLAYING,
    /** Answers, no longer ready, and still appends what is in flight. */
    STOPPING,
    /** The path to it is cut. */
    CUT_OFF
  }

  private final InstanceId id;
  private final Health health = new Health();
  private final SimulatedHead head = new SimulatedHead();
  private final SimulatedRemote remote = new SimulatedRemote();
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
  private Duration clockAhead = Duration.ZERO;
  private boolean replayStuck;
  private Optional<Instant> lastUseful = Optional.empty();
  private Optional<Course> course = Optional.empty();

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
    course = Optional.empty();
    turnTo(next);
  }

  /** From now on it goes through these. */
  void follow(Phases plan) {
    enter(Course.of(plan, now));
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
    remote.comesBack();
    become(Condition.RUNNING);
  }

  /** From now on it has this to do. */
  public void give(Workload other) {
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
    head.takeFutureSample(clock(now).plus(ahead));
  }

  void loseRemote() {
    remote.goes();
  }

  /** It counts this, provided that it is alive to do so. */
  void count(Signal signal, double more) {
    switch (condition) {
      case RUNNING, STARVED, FULL, RELOADING, CUT_OFF, STOPPING -> health.count(signal, more);
      case KILLED, FROZEN, REPLAYING -> {}
    }
  }

  void set(Signal signal, double value) {
    health.set(signal, value);
  }

  @Override
  public void advanceTo(Instant until) {
    for (var ends = phaseEnds(); !ends.isAfter(until); ends = phaseEnds()) {
      scrapeUntil(ends);
      now = ends;
      enter(course.orElseThrow().next(ends));
    }
    scrapeUntil(until);
    now = until;
  }

  private void enter(Course next) {
    course = Optional.of(next);
    turnTo(next.condition());
  }

  private Instant phaseEnds() {
    return course.flatMap(Course::ends).orElse(Instant.MAX);
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
    health.set(Signal.ACTIVE_APPENDERS, next == Condition.RELOADING ? 1 : 0);
    condition = next;
  }

  private void begin() {
    started = now;
    startedByItsClock = clock(now);
    nextScrape = now;
    head.begin();
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
      case KILLED, FROZEN, RELOADING, REPLAYING -> {}
    }
  }

  private void work(Instant at, int samples) {
    if (append(at, samples) && samples > 0) {
      lastUseful = Optional.of(at);
    }
    head.evaluate(workload, clock(at));
  }

  /** Scrapes every target, if there is any; whether that was in bounds. */
  private boolean append(Instant at, int samples) {
    if (workload.targets() == 0) {
      return false;
    }
    if (!head.scrape(workload, samples, clock(at))) {
      health.count(Signal.OUT_OF_BOUNDS, workload.targets());
      return false;
    }
    head.newest().ifPresent(remote::take);
    return true;
  }

  private Instant clock(Instant at) {
    return at.plus(clockAhead);
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
    return face.inspection(id, at, workload.version());
  }

  Observation shown(Moment at) {
    return switch (condition) {
      case RUNNING, STARVED, FULL, RELOADING -> answered(at, true);
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
    head.newest().ifPresent(newest -> health.set(Signal.REMOTE_NEWEST, seconds(newest)));
    var isAgent = workload.flavour() == Flavour.AGENT;
    // VictoriaMetrics counts scrapes, and does not tell how often it does.
    var told = workload.flavour() == Flavour.VICTORIA_METRICS ? Duration.ZERO : workload.every();
    var scrape =
        new Scrape(
            workload.flavour(),
            Optional.of(clock(now)),
            startedByItsClock,
            Optional.of(ready),
            Optional.of(workload.version()),
            head.appended(),
            workload.flavour() == Flavour.PROMETHEUS ? head.maxTime() : Optional.empty(),
            Map.of(told, head.scrapes()),
            Scrape.REPORTS,
            workload.targets(),
            Map.of(),
            head.ruleGroups(workload),
            isAgent || remote.isGone()
                ? Map.of("remote", remote.told(head.newest(), workload))
                : Map.of(),
            health.signals());
    return new Observation.Answered(
        id, at, Optional.of(true), Optional.of(ready), replay(), scrape);
  }

  private static double seconds(Instant instant) {
    return (double) instant.getEpochSecond();
  }

  private Optional<Replay> replay() {
    if (condition != Condition.REPLAYING) {
      return Optional.empty();
    }
    var ends = course.flatMap(Course::ends);
    var passed = replayStuck ? Duration.ZERO : Duration.between(conditionSince, now);
    return Optional.of(Course.replay(conditionSince, ends, passed));
  }
}
