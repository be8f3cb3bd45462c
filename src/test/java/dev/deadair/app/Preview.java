package dev.deadair.app;

import dev.deadair.alert.Hush;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.RouteFault;
import dev.deadair.alert.RouteReview;
import dev.deadair.alert.Silence;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.probe.MachineClock;
import dev.deadair.store.Archive;
import dev.deadair.store.History;
import dev.deadair.store.Journal;
import dev.deadair.turn.Fact;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import dev.deadair.web.Board;
import dev.deadair.web.Chronicle;
import dev.deadair.web.Intake;
import dev.deadair.web.Meters;
import dev.deadair.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The board over a made-up fleet in every state, to look at while working on it: {@code Preview
 * [PORT [FURTHER-SITES]]}.
 */
final class Preview {
  private static final Duration LEAD = Duration.ofHours(25);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Preview() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var directory = Files.createTempDirectory("deadair-preview");
    var start = Instant.now().minus(LEAD);
    try (var journal = Journal.open(directory);
        var history = new History(directory, Scene.INTERVAL)) {
      journal.load(moment());
      var board = new Board();
      var recorder = new Recorder(board, history);
      var scene = fleet(start).commitsTo(journal::commit);
      crowd(scene, args.length > 1 ? Integer.parseInt(args[1]) : 0);
      for (var left = LEAD; left.isPositive(); left = left.minus(Scene.INTERVAL)) {
        board.publish(scene.look(Scene.INTERVAL));
        recorder.run();
      }
      scene.hears(worked("a1b2c3d4", codfw("prometheus2006")), silenced(), unrouted());
      board.publish(scene.look(SECOND));
      var chronicle = new Chronicle(new Archive(directory), history, Preview::moment);
      var port = args.length > 0 ? Integer.parseInt(args[0]) : 9595;
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      var server =
          WebServer.start(
              address,
              Optional.empty(),
              board,
              chronicle,
              new Meters("preview"),
              new Intake(_ -> {}, new MachineClock(), Duration.ofHours(24), Optional.empty()));
      System.out.println("http://127.0.0.1:" + server.port() + "/");
      var never = new CountDownLatch(1);
      for (var second = 0; !never.await(1, TimeUnit.SECONDS); second++) {
        board.publish(second % 15 == 0 ? scene.look(SECOND) : scene.pass(SECOND));
        recorder.run();
      }
    }
  }

  private static InstanceId codfw(String instance) {
    return new InstanceId(new GroupId(new SiteId("codfw"), "ops"), instance);
  }

  private static Fact worked(String id, Subject subject) {
    return new Fact.Muted(
        new Maintenance.Wanted(
            id, subject, Duration.ofHours(2), true, "new disks, see the change of today", "alice"));
  }

  private static Fact silenced() {
    var now = Instant.now();
    var silence =
        new Silence(
            "9f1c", List.of(), now.minusSeconds(900), now.plusSeconds(5400), "bob", "moving racks");
    return new Fact.Silenced(
        List.of(
            new Hush(
                silence,
                "alertmanager",
                Optional.of(new SiteId("drmrs")),
                List.of("PrometheusSiteAbsent"),
                true,
                "every critical alert")));
  }

  private static Fact unrouted() {
    return new Fact.RoutesReviewed(
        new RouteReview(
            List.of(
                new RouteFault(
                    RouteFault.Kind.UNPAGED,
                    true,
                    "alertmanager",
                    List.of("http://am1:9093"),
                    Optional.of(new SiteId("esams")),
                    List.of("PrometheusSiteAbsent"),
                    "every critical alert",
                    "pages nobody: it goes to mail (email)")),
            Optional.of(moment())));
  }

  private static Moment moment() {
    return new Moment(Instant.now(), Duration.ZERO, Duration.ZERO);
  }

  /** So many further sites, which are well. */
  private static void crowd(Scene scene, int sites) {
    for (var site = 0; site < sites; site++) {
      var name = "pop%02d".formatted(site);
      scene
          .with(name, "ops", "prometheus-" + name + "-1", Script.producing(4_000 + site * 310))
          .with(name, "ops", "prometheus-" + name + "-2", Script.producing(4_000 + site * 310));
    }
  }

  static Scene fleet(Instant start) {
    var gone = LEAD.minusMinutes(23);
    var stuck = LEAD.minusMinutes(5);
    return new Scene(start)
        .with("eqiad", "ops", "prometheus1005", Script.producing(118_400))
        .with("eqiad", "ops", "prometheus1006", Script.producing(118_380))
        .with("eqiad", "k8s", "prometheus1005-k8s", Script.producing(61_200))
        .with("codfw", "ops", "prometheus2005", Script.producing(97_100))
        .with(
            "codfw",
            "ops",
            "prometheus2006",
            Script.producing(97_080).until(gone, Script.refusing()))
        .with("esams", "ops", "prometheus3003", Script.producing(24_300))
        .with("esams", "ops", "prometheus3004", Script.producing(24_310))
        .with(
            "ulsfo",
            "ops",
            "prometheus4001",
            Script.producing(18_000).until(gone, Script.refusing()))
        .with(
            "ulsfo",
            "ops",
            "prometheus4002",
            Script.producing(18_010).until(gone, Script.replaying(gone)))
        .with("eqsin", "ops", "prometheus5001", Script.stuckAfter(stuck, 21_700))
        .with("eqsin", "ops", "prometheus5002", Script.stuckAfter(stuck, 21_690))
        .with("drmrs", "ops", "prometheus6001", Script.producing(15_900))
        .with("drmrs", "ops", "prometheus6002", Script.producing(15_910))
        .with("magru", "ops", "prometheus7001", Script.unauthorized())
        .with("magru", "ops", "prometheus7002", Script.unauthorized())
        .receivers(
            due ->
                due.route().member().contains("am2")
                    ? new Outcome.Failed("connection refused")
                    : new Outcome.Accepted(202));
  }
}
