package dev.deadair.app;

import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One round: a site, an outage or a hiccup, the daemon killed at one stage of the incident, and
 * faults of ours before, in and after it.
 *
 * <p>PagerDuty is the judge: the daemon and both Alertmanagers page the same one.
 */
final class ChaosRound {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * An end waits a minute for what may be on its way to an Alertmanager, and again after a kill.
   */
  private static final Duration PATIENCE_WITH_AN_END = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofMillis(100);

  /** It lives for seconds, a dozen of it at once: what the compiler would gain comes too late. */
  private static final String LEAN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /** How far the incident is when the daemon is killed. */
  enum Stage {
    /** The disk is full: the page has left, and nobody will remember it. */
    OPENED,
    KEPT,
    /** PagerDuty has it and has not answered. */
    SENT,
    ACCEPTED,
    /** An Alertmanager has shown that it has it. */
    PROVEN,
    CLEARING,
    CLOSING,
    /** PagerDuty has the end and has not answered. */
    RESOLVING,
    CLOSED
  }

  /** What came of a round. */
  record Outcome(
      String fault,
      Optional<Stage> killedAt,
      List<ChaosFault> faults,
      Optional<Duration> pagedAfter) {}

  private final long seed;
  private final Random random;
  private final Stage stage;
  private final String site;
  private final Path directory;
  private final ChaosLane lane;
  private final List<String> story = new ArrayList<>();
  private final List<ChaosFault> faults = new ArrayList<>();
  private Optional<Stage> killedAt = Optional.empty();
  private Optional<Instant> darkAt = Optional.empty();

  ChaosRound(long seed, Path directory, ChaosLane lane) {
    this.seed = seed;
    this.random = new Random(seed);
    this.stage = Stage.values()[(int) (seed % Stage.values().length)];
    this.site = "dc%012d".formatted(seed);
    this.directory = directory;
    this.lane = lane;
  }

  Outcome play() throws Exception {
    Files.writeString(directory.resolve("pagerduty.key"), ChaosLane.KEY);
    try (var server = new PretendPrometheus();
        var toServer = new Cable(server.port());
        var daemon = new DaemonProcess(directory, configuration(toServer))) {
      var verdict = verdict(daemon, server, toServer);
      var paged =
          lane.pages(site).stream()
              .findFirst()
              .flatMap(page -> darkAt.map(at -> Duration.between(at, page.triggeredAt())));
      return new Outcome(
          verdict.isEmpty() ? "" : told(verdict, daemon), killedAt, List.copyOf(faults), paged);
    }
  }

  private String verdict(DaemonProcess daemon, PretendPrometheus server, Cable toServer)
      throws Exception {
    try {
      daemon.options(LEAN);
      daemon.start();
      await("a first look").atMost(PATIENCE).until(() -> is(daemon, "producing"));
      return random.nextInt(8) == 0
          ? hiccup(daemon, server, toServer)
          : outage(daemon, server, toServer);
    } catch (ConditionTimeoutException | UncheckedIOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String told(String verdict, DaemonProcess daemon) {
    return "seed %d: %s after %s; PagerDuty: %s; incidents: %s; log: %s"
        .formatted(
            seed,
            verdict,
            story,
            lane.incidents(site).stream().map(PagerDutyIncident::log).toList(),
            calmly(() -> !daemon.get("/-/ready").isEmpty()) ? daemon.incidents() : "no answer",
            daemon.output());
  }

  private String outage(DaemonProcess daemon, PretendPrometheus server, Cable toServer)
      throws Exception {
    strike(daemon, toServer, random.nextInt(2));
    if (!lane.pages(site).isEmpty()) {
      return "FALSE: paged for what was producing";
    }
    goDark(server);
    killUpTo(Stage.PROVEN, daemon);
    strike(daemon, toServer, random.nextInt(2));
    await("LOST: no page").atMost(PATIENCE).until(() -> !lane.pages(site).isEmpty());
    story.add("paged");
    strike(daemon, toServer, random.nextInt(3));
    server.dark(false);
    story.add("back");
    strike(daemon, toServer, random.nextInt(2));
    killFrom(Stage.CLEARING, daemon);
    await("STUCK: an incident stays open")
        .atMost(PATIENCE_WITH_AN_END)
        .until(() -> lane.isOver(site));
    return lane.pages(site).size() == 1 ? "" : "DOUBLED: more than one incident";
  }

  /** Dark for less than the window, as seen by anybody: never a page. */
  private String hiccup(DaemonProcess daemon, PretendPrometheus server, Cable toServer)
      throws Exception {
    strike(daemon, toServer, 1);
    server.dark(true);
    story.add("hiccup");
    ChaosFault.pause(Duration.ofSeconds(2));
    server.dark(false);
    strike(daemon, toServer, 1 + random.nextInt(3));
    await("no data seen after a hiccup").atMost(PATIENCE).until(() -> is(daemon, "producing"));
    await("STUCK: an incident stays open")
        .atMost(PATIENCE_WITH_AN_END)
        .until(() -> lane.isOver(site));
    return lane.pages(site).isEmpty() ? "" : "FALSE: paged for what was producing";
  }

  private void goDark(PretendPrometheus server) {
    server.dark(true);
    darkAt = Optional.of(Instant.now());
    story.add("dark");
  }

  private void killUpTo(Stage last, DaemonProcess daemon) throws IOException {
    if (stage.compareTo(last) > 0) {
      return;
    }
    switch (stage) {
      case OPENED -> {
        daemon.fillDisk();
        await("LOST: no page with a full disk")
            .atMost(PATIENCE)
            .pollInterval(POLL)
            .until(() -> !lane.pages(site).isEmpty());
        daemon.kill();
      }
      case KEPT -> {
        await("LOST: nothing kept")
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(10))
            .until(() -> ChaosLane.isKept(directory.resolve("data")));
        daemon.kill();
      }
      case SENT -> killedBy(lane.onPage(site, daemon::kill), "LOST: no page of ours");
      case ACCEPTED -> killWhen(daemon, Set.of("accepted"), "LOST: nobody took it");
      case PROVEN -> killWhen(daemon, Set.of("listed", "notified"), "LOST: nobody proved it");
      case CLEARING, CLOSING, RESOLVING, CLOSED -> throw new IllegalStateException(stage.name());
    }
    restarted(daemon);
  }

  private void killFrom(Stage first, DaemonProcess daemon) throws IOException {
    if (stage.compareTo(first) < 0) {
      return;
    }
    switch (stage) {
      case CLEARING -> {
        await("STUCK: never clears").atMost(PATIENCE).until(() -> isFurtherThan(daemon, "firing"));
        daemon.kill();
      }
      case CLOSING -> {
        await("STUCK: never closes")
            .atMost(PATIENCE)
            .until(() -> isFurtherThan(daemon, "firing", "clearing"));
        daemon.kill();
      }
      case RESOLVING -> killedBy(lane.onResolve(site, daemon::kill), "STUCK: no end of ours");
      case CLOSED -> {
        await("STUCK: an incident stays open")
            .atMost(PATIENCE_WITH_AN_END)
            .until(() -> lane.isOver(site));
        daemon.kill();
      }
      case OPENED, KEPT, SENT, ACCEPTED, PROVEN -> throw new IllegalStateException(stage.name());
    }
    restarted(daemon);
  }

  private void killWhen(DaemonProcess daemon, Set<String> outcomes, String orElse) {
    await(orElse)
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> calmly(() -> outcomes(daemon).stream().anyMatch(outcomes::contains)));
    daemon.kill();
  }

  private void killedBy(AtomicBoolean killed, String orElse) {
    await(orElse).atMost(PATIENCE_WITH_AN_END).pollInterval(POLL).untilTrue(killed);
  }

  private void restarted(DaemonProcess daemon) throws IOException {
    killedAt = Optional.of(stage);
    story.add("killed when " + stage);
    ChaosFault.pause(Duration.ofMillis(random.nextInt(2_000)));
    daemon.start();
  }

  private void strike(DaemonProcess daemon, Cable toServer, int times) throws IOException {
    for (var i = 0; i < times; i++) {
      ChaosFault.pause(Duration.ofMillis(random.nextInt(2_000)));
      var fault = ChaosFault.any(random);
      var time = Duration.ofMillis(200 + random.nextInt(2_800));
      story.add(fault + " for " + time.toMillis() + " ms");
      faults.add(fault);
      fault.befall(daemon, toServer, lane, time);
    }
  }

  private String configuration(Cable toServer) {
    return """
    deadair {
      watcher = "%s"
      poll { interval = 1s, timeout = 900ms }
      window = 8s, warn-after = 4s, clear-after = 2s
      coverage.minimum = 0
      sites.%s.instances = ["%s"]
      receivers {
        alertmanager { urls = ["%s", "%s"] }
        pagerduty { url = "%s", routing-key-file = pagerduty.key }
      }
    }
    """
        .formatted(
            site,
            site,
            toServer.url(),
            lane.toOne.url(),
            lane.toOther.url(),
            lane.toPagerDuty.url() + "/v2/enqueue");
  }

  private boolean is(DaemonProcess daemon, String state) {
    return calmly(() -> daemon.site(site).getString("state").equals(state));
  }

  private boolean isFurtherThan(DaemonProcess daemon, String... stages) {
    var before = Set.of(stages);
    return calmly(() -> absences(daemon).stream().noneMatch(each -> before.contains(state(each))));
  }

  private static String state(JsonObject incident) {
    return incident.getString("state");
  }

  private static Set<String> outcomes(DaemonProcess daemon) {
    return absences(daemon).stream()
        .flatMap(each -> each.getJsonArray("deliveries").stream())
        .map(each -> ((JsonObject) each).getString("outcome"))
        .collect(Collectors.toSet());
  }

  private static List<JsonObject> absences(DaemonProcess daemon) {
    return daemon.incidents().stream()
        .map(JsonObject.class::cast)
        .filter(each -> "PrometheusSiteAbsent".equals(each.getString("alertname")))
        .toList();
  }

  /** A daemon that was just struck may not answer yet. */
  private static boolean calmly(Callable<Boolean> question) {
    try {
      return question.call();
    } catch (UncheckedIOException e) {
      return false;
    } catch (Exception e) {
      return false; // half an answer, cut off in the middle
    }
  }
}
