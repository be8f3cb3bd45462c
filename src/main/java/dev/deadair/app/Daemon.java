package dev.deadair.app;

import dev.deadair.config.Settings;
import dev.deadair.diagnosis.Signatures;
import dev.deadair.discovery.ServiceNames;
import dev.deadair.liveness.Moment;
import dev.deadair.notify.Courier;
import dev.deadair.notify.DeadMansSwitch;
import dev.deadair.probe.Controls;
import dev.deadair.probe.Doors;
import dev.deadair.probe.LogFollower;
import dev.deadair.probe.MachineClock;
import dev.deadair.probe.Schedule;
import dev.deadair.store.Archive;
import dev.deadair.store.History;
import dev.deadair.store.Journal;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.web.Board;
import dev.deadair.web.Chronicle;
import dev.deadair.web.Intake;
import dev.deadair.web.Meters;
import dev.deadair.web.WebServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running watcher: its parts, started in the order in which they need one another, and stopped in
 * the reverse.
 */
public final class Daemon implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration OLDEST_TICK = Duration.ofSeconds(10);
  private static final Duration LAG = Duration.ofMillis(100);
  private static final Duration ROTATION = Duration.ofSeconds(30);
  private static final Duration ROUTES = Duration.ofMinutes(1);
  private static final Duration SILENCES = Duration.ofSeconds(10);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

  private final Supplier<Moment> clock = new MachineClock();
  private final Inbox inbox = new Inbox();
  private final Board board = new Board();
  private final Deque<Part> started = new ArrayDeque<>();
  private final Rotation rotation = new Rotation();
  private final Settings settings;
  private final Meters meters;
  private int port;

  private Daemon(Settings settings, String version) {
    this.settings = settings;
    this.meters = new Meters(version);
  }

  /**
   * Starts a watcher; when this returns it looks, decides and serves.
   *
   * @param version ours, as metrics show it
   * @throws IOException when it cannot start, with a message for the operator
   */
  public static Daemon start(Settings settings, String version) throws IOException {
    var daemon = new Daemon(settings, version);
    try {
      daemon.start();
      return daemon;
    } catch (IOException | RuntimeException e) {
      daemon.close();
      throw e;
    }
  }

  private void start() throws IOException {
    started.push(meters::close);
    var now = clock.get();
    var journal = Journal.open(settings.storage(), what -> inbox.put(new Fact.Lost(what)));
    started.push(journal::close);
    var history = new History(settings.storage(), settings.inventory().interval());
    started.push(history::close);
    var rules = new Rules(settings.inventory(), settings.routing(), settings.drills());
    var state = State.of(rules, journal.load(now).past(), now);
    var courier = courier();
    serve(history);
    var systemd = ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
    started.push(systemd::close);
    tick(new Watch(state, inbox, journal, courier, board, meters, clock, systemd));
    beat();
    look();
    rotate();
    listen();
    record(history);
    readRoutes();
    readSilences();
    LOG.info(
        "watcher={} port={} sites={}",
        rules.routing().watcher(),
        port,
        state.fleet().sites().size());
  }

  private Courier courier() {
    var courier =
        Courier.start(
            Wiring.destinations(settings, rotation),
            clock,
            () -> ThreadLocalRandom.current().nextDouble(),
            new Heard(inbox, meters));
    started.push(courier::close);
    return courier;
  }

  /** Most lines of a log say that all is well: they are left where they are. */
  private void listen() {
    var follower =
        new LogFollower(
            (instance, line) -> {
              if (Signatures.isTold(line)) {
                inbox.put(new Fact.LogLine(instance, clock.get(), line));
              }
            });
    started.push(follower::close);
    Wiring.logs(settings).forEach(follower::follow);
  }

  /** Pings the dead man's switch, or keeps saying that there is none. */
  private void beat() {
    var timer = timer("heartbeat");
    if (settings.heartbeat().isEmpty()) {
      // The configuration's own warning says so at the start.
      var _ =
          timer.scheduleAtFixedRate(
              () -> LOG.warn("heartbeat=none nobody watches this watcher"), 24, 24, TimeUnit.HOURS);
      return;
    }
    var heartbeat = settings.heartbeat().get();
    var pinged =
        new DeadMansSwitch(
            heartbeat.url(), heartbeat.interval(), clock, this::ailments, meters::pinged);
    var _ = timer.scheduleWithFixedDelay(pinged, 1, 1, TimeUnit.SECONDS);
  }

  private List<String> ailments() {
    return meters.tickAge().compareTo(OLDEST_TICK) <= 0
        ? board.view().self().ailments()
        : List.of("no turn has ended for " + meters.tickAge().toSeconds() + " s");
  }

  private void readRoutes() {
    var watch =
        new RouteWatch(
            settings,
            new RouteSurvey(Wiring.destinations(settings, rotation), () -> clock.get().wall()),
            clock,
            inbox::put);
    var _ = timer("routes").scheduleWithFixedDelay(watch, 0, ROUTES.toSeconds(), TimeUnit.SECONDS);
  }

  private void readSilences() {
    var watch =
        new SilenceWatch(
            settings.inventory(),
            settings.routing(),
            Wiring.destinations(settings, rotation),
            clock,
            inbox::put);
    var _ =
        timer("silences").scheduleWithFixedDelay(watch, 0, SILENCES.toSeconds(), TimeUnit.SECONDS);
  }

  private void rotate() {
    var _ =
        timer("secrets")
            .scheduleWithFixedDelay(
                rotation, ROTATION.toSeconds(), ROTATION.toSeconds(), TimeUnit.SECONDS);
  }

  private void record(History history) {
    var recorder = new Recorder(board, history);
    var _ =
        timer("history")
            .scheduleWithFixedDelay(
                recorder, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void serve(History history) throws IOException {
    var chronicle = new Chronicle(new Archive(settings.storage()), history, clock);
    var web =
        WebServer.start(
            settings.web().listenAddress(),
            settings.web().externalUrl(),
            board,
            chronicle,
            meters,
            new Intake(
                inbox::put,
                clock,
                settings.longestMaintenance(),
                settings.web().receiptToken().map(rotation::follow)));
    started.push(() -> web.stop(STOP_DEADLINE));
    port = web.port();
  }

  private void tick(Watch watch) {
    var _ = timer("tick").scheduleAtFixedRate(watch, 0, TURN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    var vertx = Vertx.vertx();
    started.push(
        () ->
            vertx
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS));
    measureLag(vertx);
    var interval = settings.inventory().interval();
    var controls =
        new Controls(
            vertx,
            interval,
            settings.timeout(),
            clock,
            asked ->
                inbox.put(
                    new Fact.Asked(
                        asked.control(), asked.onLoopback(), asked.answered(), asked.at())));
    started.push(controls::stop);
    controls.start(Wiring.controls(settings));
    var schedule =
        new Schedule(
            vertx,
            interval,
            settings.timeout(),
            settings.inventory().patience(),
            clock,
            new Counting(meters),
            look -> inbox.put(new Fact.Looked(look)),
            inspection -> inbox.put(new Fact.Inspected(inspection)));
    started.push(schedule::stop);
    schedule.start(Wiring.targets(settings, rotation));
    if (Naming.isWanted(settings.inventory())) {
      name(vertx);
    }
  }

  private void name(Vertx vertx) {
    var doors = new Doors(vertx, settings.timeout(), clock);
    started.push(doors::stop);
    var naming =
        new Naming(
            doors,
            (group, place) -> Wiring.door(settings, rotation, group, place),
            clock,
            inbox::put);
    var names =
        new ServiceNames(
            vertx,
            settings.nameServer(),
            settings.inventory().interval(),
            settings.timeout(),
            naming::found);
    started.push(names::stop);
    names.start(settings.inventory());
  }

  private void measureLag(Vertx vertx) {
    var planned = new AtomicLong(System.nanoTime() + LAG.toNanos());
    vertx.setPeriodic(
        LAG.toMillis(),
        _ -> {
          var now = System.nanoTime();
          meters.looped(
              Duration.ofNanos(Math.max(0, now - planned.getAndSet(now + LAG.toNanos()))));
        });
  }

  /** One thread that takes its time from nobody else. */
  private ScheduledExecutorService timer(String name) {
    var timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name).daemon().factory());
    started.push(
        () -> {
          timer.shutdown();
          if (!timer.awaitTermination(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException(name + " goes on after " + STOP_DEADLINE);
          }
        });
    return timer;
  }

  /** The port on which it serves. */
  public int port() {
    return port;
  }

  /** What it shows. */
  public Board board() {
    return board;
  }

  /** Stops looking, takes no further turn, lets what is in flight end. Resolves nothing. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException | TimeoutException | ExecutionException | RuntimeException e) {
        LOG.warn("a part did not stop cleanly", e);
      }
    }
  }

  /** What has been started, and how it stops. */
  private interface Part {
    void stop() throws IOException, TimeoutException, ExecutionException, InterruptedException;
  }
}
