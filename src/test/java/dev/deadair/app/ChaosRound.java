package dev.deadair.app;

import static org.awaitility.Awaitility.await;

import dev.deadair.demo.AlertNotification;
import dev.deadair.demo.AlertNotification.Status;
import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Alertmanager;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One round: a site, an outage or a hiccup, and faults of ours before, in and after it.
 *
 * <p>PagerDuty is the judge of doubles. A webhook behind two Alertmanagers is told again by the
 * second member, which waits for its peer for 15 s with the alerts of before the end in hand:
 * measured here as firing 1 s and 15 s after a resolve, with a group interval shorter than that
 * wait.
 */
final class ChaosRound {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  /** A fault, and that it is over. */
  private enum Fault {
    KILLED,
    FROZEN,
    CUT_FROM_PAGERDUTY,
    CUT_FROM_ALERTMANAGERS,
    CUT_FROM_SERVERS,
    CUT_OFF,
    DISK_FULL
  }

  private final long seed;
  private final Random random;
  private final String site;
  private final Path directory;
  private final AlertRecorder webhook;
  private final List<Alertmanager> members;
  private final List<String> story = new ArrayList<>();

  ChaosRound(long seed, Path directory, AlertRecorder webhook, List<Alertmanager> members) {
    this.seed = seed;
    this.random = new Random(seed);
    this.site = "site" + seed;
    this.directory = directory;
    this.webhook = webhook;
    this.members = members;
  }

  /** What went wrong, in words and with the seed; empty where nothing did. */
  String play() throws Exception {
    try (var server = new PretendPrometheus();
        var pagerDuty = new PagerDutyRecorder();
        var toServer = new Cable(server.port());
        var toPagerDuty = new Cable(URI.create(pagerDuty.url()).getPort());
        var toOne = new Cable(members.getFirst().port());
        var toOther = new Cable(members.getLast().port())) {
      Files.writeString(directory.resolve("pagerduty.key"), KEY);
      var world = new World(toServer, toPagerDuty, List.of(toOne, toOther));
      try (var daemon = new DaemonProcess(directory, configuration(world))) {
        daemon.start();
        await("producing").atMost(PATIENCE).until(() -> is(daemon, "producing"));
        var verdict = round(daemon, server, pagerDuty, world);
        return verdict.isEmpty()
            ? ""
            : "seed %d: %s after %s; PagerDuty: %s; log: %s"
                .formatted(seed, verdict, story, pagerDuty.incidents(), daemon.output());
      } catch (ConditionTimeoutException e) {
        return "seed %d: %s after %s; PagerDuty: %s"
            .formatted(seed, e.getMessage(), story, pagerDuty.incidents());
      }
    }
  }

  private String round(
      DaemonProcess daemon, PretendPrometheus server, PagerDutyRecorder pagerDuty, World world)
      throws Exception {
    if (random.nextInt(4) == 0) {
      return hiccup(daemon, server, pagerDuty, world);
    }
    strike(daemon, world, random.nextInt(2));
    server.dark(true);
    story.add("dark");
    strike(daemon, world, random.nextInt(3));
    await("LOST: no page").atMost(PATIENCE).until(() -> !pages(pagerDuty).isEmpty());
    story.add("paged");
    strike(daemon, world, random.nextInt(3));
    server.dark(false);
    story.add("back");
    strike(daemon, world, random.nextInt(3));
    await("STUCK: an incident stays open")
        .atMost(PATIENCE)
        .until(() -> isOver(pagerDuty) && notifications().getLast().status() == Status.RESOLVED);
    return pages(pagerDuty).size() == 1 ? "" : "DOUBLED: more than one incident";
  }

  /** Dark for less than the window, as seen by anybody: never a page. */
  private String hiccup(
      DaemonProcess daemon, PretendPrometheus server, PagerDutyRecorder pagerDuty, World world)
      throws Exception {
    strike(daemon, world, 1);
    server.dark(true);
    story.add("hiccup");
    pause(Duration.ofSeconds(3));
    server.dark(false);
    strike(daemon, world, 1 + random.nextInt(3));
    await("producing").atMost(PATIENCE).until(() -> is(daemon, "producing"));
    await("STUCK: an incident stays open").atMost(PATIENCE).until(() -> isOver(pagerDuty));
    return pages(pagerDuty).isEmpty() ? "" : "FALSE: paged for what was producing";
  }

  private void strike(DaemonProcess daemon, World world, int times) throws Exception {
    for (var i = 0; i < times; i++) {
      pause(Duration.ofMillis(random.nextInt(6_000)));
      var fault = Fault.values()[random.nextInt(Fault.values().length)];
      var time = Duration.ofMillis(500 + random.nextInt(5_000));
      story.add(fault + " for " + time.toMillis() + " ms");
      strike(fault, time, daemon, world);
    }
  }

  private void strike(Fault fault, Duration time, DaemonProcess daemon, World world)
      throws Exception {
    switch (fault) {
      case KILLED -> {
        daemon.kill();
        pause(time);
        daemon.start();
      }
      case FROZEN -> {
        daemon.freeze();
        pause(time);
        daemon.thaw();
      }
      case DISK_FULL -> {
        daemon.fillDisk();
        pause(time);
        daemon.freeDisk();
      }
      case CUT_FROM_PAGERDUTY -> cut(List.of(world.toPagerDuty()), time);
      case CUT_FROM_ALERTMANAGERS -> cut(world.toAlertmanagers(), time);
      case CUT_FROM_SERVERS -> cut(List.of(world.toServer()), time);
      case CUT_OFF -> cut(world.all(), time);
    }
  }

  private static void cut(List<Cable> cables, Duration time) throws IOException {
    for (var each : cables) {
      each.cut(true);
    }
    pause(time);
    for (var each : cables) {
      each.cut(false);
    }
  }

  private static void pause(Duration time) {
    await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
  }

  private String configuration(World world) {
    return """
    deadair {
      watcher = "%s"
      poll { interval = 1s, timeout = 900ms }
      window = 8s, warn-after = 4s, clear-after = 3s
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
            world.toServer().url(),
            world.toAlertmanagers().getFirst().url(),
            world.toAlertmanagers().getLast().url(),
            world.toPagerDuty().url() + "/v2/enqueue");
  }

  private boolean is(DaemonProcess daemon, String state) {
    return calmly(() -> daemon.site(site).getString("state").equals(state));
  }

  /** A daemon that was just struck may not answer yet. */
  private static boolean calmly(Callable<Boolean> question) {
    try {
      return question.call();
    } catch (Exception e) {
      return false;
    }
  }

  /** Those for the site, not those that say that we were blind. */
  private static List<PagerDutyIncident> pages(PagerDutyRecorder pagerDuty) {
    return pagerDuty.incidents().stream()
        .filter(each -> each.summary().contains("has produced"))
        .toList();
  }

  private static boolean isOver(PagerDutyRecorder pagerDuty) {
    return pagerDuty.incidents().stream().noneMatch(PagerDutyIncident::isOpen);
  }

  private List<AlertNotification> notifications() {
    return webhook.notifications().stream()
        .filter(
            each ->
                each.alerts().stream()
                    .anyMatch(
                        alert ->
                            site.equals(alert.labels().get("site"))
                                && "PrometheusSiteAbsent".equals(alert.labels().get("alertname"))))
        .toList();
  }

  private record World(Cable toServer, Cable toPagerDuty, List<Cable> toAlertmanagers) {
    List<Cable> all() {
      return List.of(toServer, toPagerDuty, toAlertmanagers.getFirst(), toAlertmanagers.getLast());
    }
  }
}
