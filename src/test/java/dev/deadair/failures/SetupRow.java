package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.CLOCK_SKEW;
import static dev.deadair.diagnosis.Code.CRASH_LOOPING;
import static dev.deadair.diagnosis.Code.HEAD_IN_FUTURE;
import static dev.deadair.diagnosis.Code.HUNG;
import static dev.deadair.diagnosis.Code.LABELS_INVALID;
import static dev.deadair.diagnosis.Code.RELOAD_WAITS;
import static dev.deadair.diagnosis.Code.REMOTE_BEHIND;
import static dev.deadair.diagnosis.Code.REPLAYING;
import static dev.deadair.diagnosis.Code.WILL_NOT_SURVIVE_RESTART;
import static dev.deadair.diagnosis.Code.WRONG_SERVER;

import dev.deadair.liveness.Remote;
import dev.deadair.parts.Port;
import dev.deadair.parts.Prometheus;
import dev.deadair.parts.SkewedProxy;
import dev.deadair.parts.SlowSegment;
import dev.deadair.tsdb.Damage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What is wrong about a server with its machine, its flags and its neighbours. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
enum SetupRow implements Row {
  UNKNOWN_FLAG(
      Shows.of("down"), // it never comes to listen
      _ -> {},
      scene -> {
        scene.server.kill();
        scene.server.flags(SetupRow.UNKNOWN);
        again(scene);
      }),
  WEB_CONFIGURATION_BROKEN(
      Shows.of("down"),
      _ -> {},
      scene -> {
        scene.server.kill();
        Files.writeString(webConfiguration(scene), "basic_auth_users: 7\n");
        scene.server.flags("--web.config.file=" + webConfiguration(scene));
        again(scene);
      }),
  PORT_TAKEN(
      Shows.of("down", HUNG), // what listens there says nothing
      _ -> {},
      scene -> {
        scene.server.kill();
        var other = scene.obstacle(new ServerSocket());
        other.setReuseAddress(true);
        other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), scene.server.port()));
        again(scene);
      }),
  DIRECTORY_LOCKED(
      Shows.of("crash-looping", CRASH_LOOPING).passing(REPLAYING),
      scene -> {
        if (scene.version.startsWith("2.")) { // as Debian builds them they take no lock unasked
          scene.server.flags("--storage.tsdb.use-lockfile");
        }
      },
      scene -> {
        scene.server.kill();
        scene.obstacle(new Lock(scene.server.dataDir().resolve("lock")));
        again(scene);
      }),
  MEMORY_TOO_SMALL(
      Shows.of("down"),
      _ -> {},
      scene -> {
        scene.server.kill();
        scene.server.under("prlimit", "--as=" + (400 << 20));
        again(scene);
      }),
  CLOCK_WRONG(
      Shows.of("producing", CLOCK_SKEW)
          .passing(HEAD_IN_FUTURE), // the proxy sets back what it says, not its samples
      scene ->
          scene.isLookedAtThrough(
              scene.with(new SkewedProxy(scene.server.port(), Duration.ofMinutes(-5))).url()),
      _ -> {}),
  LABELS_NOT_EXPANDED(
      Shows.of("producing", LABELS_INVALID),
      scene -> scene.server.configure(labelled(scene.configuration(""), "$(POD_NAME)")),
      _ -> {}),
  ANOTHER_SERVER_ANSWERS(
      Shows.of("producing", WRONG_SERVER),
      scene -> {
        var other = scene.with(new Prometheus(scene.version));
        other.configure(labelled(Prometheus.scraping(other.url()), "b"));
        other.start();
        other.awaitSamples();
        ages(scene, other);
        scene.server.configure(labelled(scene.configuration(""), "a"));
        scene.mayTurnTo(other);
      },
      scene -> {
        ages(scene, scene.server);
        scene.turn();
      }),
  STOPPED_IN_REPLAY(
      Shows.of("down", HUNG).passing(REPLAYING),
      scene -> scene.server.growWal(4),
      scene -> {
        scene.server.kill();
        scene.with(new SlowSegment(Damage.middle(scene.server.wal().segments())));
        scene.server.start();
        scene.awaitState("starting");
        scene.server.freeze();
      }),
  DIRECTORY_READ_ONLY(
      Shows.of("producing", WILL_NOT_SURVIVE_RESTART),
      scene -> {
        Privileges.drop(scene);
        scene.server.flags(Scene.SHORT_BLOCKS);
        scene.server.growWal(4);
      },
      scene -> {
        if (scene.version.equals("2.42")) { // it panics where it cannot begin the first of them
          var damage = new Damage(scene.server.dataDir());
          scene.await("head chunks", () -> !damage.headChunks().isEmpty());
        }
        for (var each : List.of("chunks_head", "wal", "")) {
          Privileges.set(scene, scene.server.dataDir().resolve(each), "r-xr-xr-x");
        }
      }),
  REMOTE_GONE(
      Shows.of("producing"),
      _ -> {},
      scene -> {
        scene.server.configure(
            scene.configuration("")
                + "remote_write: [{url: \"http://%s/\"}]\n"
                    .formatted(scene.with(new Port()).address()));
        scene.server.reload();
      }),
  RELOAD_WAITS_FOR_A_REMOTE(
      Shows.of("stalled", RELOAD_WAITS),
      scene ->
          scene.server.configure(
              scene.configuration("")
                  + "remote_write: [{url: \"http://%s/\"}]\n"
                      .formatted(scene.with(new Port()).address())),
      scene -> {
        scene.await(
            "samples that wait",
            () -> scene.ward().remotes(Scene.PATIENT).anyMatch(each -> each.waiting() > 0));
        scene.configure("");
        scene.server.reload();
      }),
  REMOTE_STOPPED(
      Shows.of("producing", REMOTE_BEHIND),
      scene -> {
        var remote = scene.with(new Prometheus(scene.version));
        AutoCloseable end = remote::kill;
        scene.obstacle(end);
        remote.flags(Prometheus.RECEIVER);
        remote.start();
        scene.server.configure(
            scene.configuration("")
                + "remote_write: [{url: \"%s/api/v1/write\"}]\n".formatted(remote.url()));
      },
      scene -> {
        scene.await(
            "samples taken", () -> scene.ward().remotes(Scene.PATIENT).anyMatch(SetupRow::takes));
        scene.removeObstacle();
      });

  /** A flag that no version has. */
  static final String UNKNOWN = "--storage.tsdb.moon-phase=full";

  private static final Duration RESTART = Duration.ofMillis(100);

  /** Starts that lie further apart than this are no rounding. */
  private static final Duration SURELY_ANOTHER = Duration.ofSeconds(12);

  private final Shows shows;
  private final Deed before;
  private final Deed deed;

  SetupRow(Shows shows, Deed before, Deed deed) {
    this.shows = shows;
    this.before = before;
    this.deed = deed;
  }

  private static void again(Scene scene) {
    scene.init.restarting(RESTART);
  }

  /** Until whoever starts later, or answered before, is surely another. */
  private static void ages(Scene scene, Prometheus server) {
    scene.holds("ready", SURELY_ANOTHER, server::isReady);
  }

  private static String labelled(String configuration, String replica) {
    return configuration.replace(
        "{scrape_", "{external_labels: {replica: \"%s\"}, scrape_".formatted(replica));
  }

  private static boolean takes(Remote remote) {
    return remote.taken().isPresent();
  }

  static Path webConfiguration(Scene scene) {
    return scene.server.configFile().resolveSibling("web.yml");
  }

  @Override
  public boolean isOneOfItsKind() {
    return false;
  }

  @Override
  public Shows shows(String version) {
    var scrapesOn = this == RELOAD_WAITS_FOR_A_REMOTE && version.equals("2.42");
    return scrapesOn ? Shows.of("producing") : shows;
  }

  /** What waits for a remote is told once it is old. */
  @Override
  public Duration patience() {
    return this == REMOTE_STOPPED ? Duration.ofMinutes(5) : Row.super.patience();
  }

  @Override
  public void prepare(Scene scene) throws Exception {
    before.in(scene);
  }

  @Override
  public void befall(Scene scene) throws Exception {
    deed.in(scene);
  }
}
