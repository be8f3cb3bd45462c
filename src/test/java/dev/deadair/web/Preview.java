package dev.deadair.web;

import dev.deadair.alert.Outcome;
import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The board over a made-up fleet in every state, to look at while working on it. */
final class Preview {
  private static final Duration LEAD = Duration.ofHours(1);

  private Preview() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var board = new Board();
    var port = args.length > 0 ? Integer.parseInt(args[0]) : 9595;
    var server =
        WebServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Optional.empty(),
            board,
            new Meters("preview"));
    System.out.println("http://127.0.0.1:" + server.port() + "/");
    var scene = fleet(Instant.now().minus(LEAD)).run(LEAD);
    var never = new CountDownLatch(1);
    for (var second = 0; !never.await(1, TimeUnit.SECONDS); second++) {
      var tick = Duration.ofSeconds(1);
      board.publish(second % 15 == 0 ? scene.look(tick) : scene.pass(tick));
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
            Script.producing(18_010).until(gone, Script.replaying()))
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
