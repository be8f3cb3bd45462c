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
import dev.deadair.view.View;
import dev.deadair.web.Board;
import dev.deadair.web.Chronicle;
import dev.deadair.web.Intake;
import dev.deadair.web.Meters;
import dev.deadair.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
final class Preview implements AutoCloseable {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Journal journal;
  private final History history;
  private final Board board = new Board();
  private final Scene scene;
  private final Recorder recorder;
  private final WebServer server;

  /** On {@code port}, after {@code lead} of looks at the fleet and so many further sites. */
  static Preview troubled(int port, Duration lead, int further) throws IOException {
    var scene = fleet(Instant.now().minus(lead), lead);
    crowd(scene, further);
    var preview = new Preview(port, lead, scene);
    scene.hears(worked("a1b2c3d4", codfw("prometheus2006")), silenced(), unrouted());
    preview.pass(true);
    return preview;
  }

  /** The same of so many sites, all of which are well. */
  static Preview calm(int port, Duration lead, int sites) throws IOException {
    var scene = new Scene(Instant.now().minus(lead)).receivers(_ -> new Outcome.Accepted(202));
    crowd(scene, sites);
    return new Preview(port, lead, scene);
  }

  private Preview(int port, Duration lead, Scene played) throws IOException {
    var directory = Files.createTempDirectory("deadair-preview");
    journal = Journal.open(directory);
    journal.load(moment());
    history = new History(directory, Scene.INTERVAL);
    recorder = new Recorder(board, history);
    scene = played.commitsTo(journal::commit);
    for (var left = lead; left.isPositive(); left = left.minus(Scene.INTERVAL)) {
      board.publish(scene.look(Scene.INTERVAL));
      recorder.run();
    }
    pass(true);
    server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Optional.empty(),
            board,
            new Chronicle(new Archive(directory), history, Preview::moment),
            new Meters("preview"),
            new Intake(_ -> {}, new MachineClock(), Duration.ofHours(24), Optional.empty()));
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var port = args.length > 0 ? Integer.parseInt(args[0]) : 9595;
    var further = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    try (var preview = troubled(port, Duration.ofHours(25), further)) {
      System.out.println(preview.uri(""));
      var never = new CountDownLatch(1);
      for (var second = 1; !never.await(1, TimeUnit.SECONDS); second++) {
        preview.pass(second % 15 == 0);
      }
    }
  }

  /** Where {@code fragment} of the board is. */
  URI uri(String fragment) {
    return URI.create("http://127.0.0.1:" + server.port() + "/" + fragment);
  }

  View view() {
    return board.view();
  }

  private void pass(boolean looks) {
    board.publish(looks ? scene.look(SECOND) : scene.pass(SECOND));
    recorder.run();
  }

  @Override
  public void close() throws IOException {
    server.stop(Duration.ofSeconds(5));
    history.close();
    journal.close();
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
      var name = "pop%02d".formatted(site + 1);
      scene
          .with(name, "ops", "prometheus-" + name + "-1", Script.producing(4_000 + site * 310))
          .with(name, "ops", "prometheus-" + name + "-2", Script.producing(4_000 + site * 310));
    }
  }

  private static Scene fleet(Instant start, Duration lead) {
    var gone = lead.minusMinutes(23);
    var stuck = lead.minusMinutes(5);
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
