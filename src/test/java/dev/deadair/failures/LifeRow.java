package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.ALERT_PATH_BROKEN;
import static dev.deadair.diagnosis.Code.CRASH_LOOPING;
import static dev.deadair.diagnosis.Code.HISTORY_LOST;
import static dev.deadair.diagnosis.Code.HUNG;
import static dev.deadair.diagnosis.Code.IDLE;
import static dev.deadair.diagnosis.Code.NOTIFICATIONS_DROPPED;
import static dev.deadair.diagnosis.Code.RELOAD_FAILED;
import static dev.deadair.diagnosis.Code.REPLAYING;
import static dev.deadair.diagnosis.Code.REPLAY_STUCK;
import static dev.deadair.diagnosis.Code.RULES_STALLED;
import static dev.deadair.diagnosis.Code.SHUTDOWN_HANGS;
import static dev.deadair.diagnosis.Code.WAL_REPAIRED;
import static dev.deadair.diagnosis.Code.WINDOW_TOO_SHORT;

import dev.deadair.liveness.BlindCause;
import dev.deadair.parts.BlackHole;
import dev.deadair.parts.Port;
import dev.deadair.parts.SlowSegment;
import dev.deadair.tsdb.Damage;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What befalls a server while it runs, or keeps it from running, its data directory aside. */
@SuppressWarnings("ImmutableEnumChecker") // lambdas that hold nothing
enum LifeRow implements Row {
  STUCK_IN_REPLAY(
      false,
      Shows.of("starting", REPLAY_STUCK).passing(REPLAYING),
      LifeRow::segments,
      scene -> replayingHalfway(scene, scene.server::start)),
  SHUTDOWN_WAITS_FOR_A_REMOTE(
      true,
      Shows.of("starting", SHUTDOWN_HANGS),
      scene ->
          scene.server.configure(
              scene.configuration("")
                  + "remote_write: [{url: \"http://%s/\"}]\n"
                      .formatted(scene.with(new Port()).address())),
      scene -> scene.server.askToStop()),
  KILLED_IN_REPLAY_EVERY_3_S(
      true,
      Shows.of("crash-looping", CRASH_LOOPING).passing(REPLAYING),
      LifeRow::segments,
      scene -> replayingHalfway(scene, () -> scene.init.restarting(seconds(1), seconds(3)))),
  RESTARTED_AFTER_5_S(
      true,
      // Somebody listens for 5 ms of each 5 s: a look seldom meets that, and pages all the same.
      Shows.of("down").passing(CRASH_LOOPING),
      LifeRow::segments,
      scene -> {
        scene.server.kill();
        scene.server.wal().removeMiddleSegment();
        scene.init.restarting(seconds(5));
      }),
  REPLAY_WAITS_FOR_ITS_DISK(
      true,
      Shows.of("starting", REPLAYING),
      LifeRow::segments,
      scene -> replayingHalfway(scene, scene.server::start)),
  DATA_DIRECTORY_EMPTY(
      true,
      Shows.of("producing", HISTORY_LOST).passing(REPLAYING),
      scene -> {
        scene.server.flags(Scene.LONG_BLOCKS);
        scene.server.copyData(Made.of(scene.version).dir());
      },
      scene -> {
        scene.server.kill();
        scene.server.clearData();
        scene.server.start();
      }),
  CONFIGURATION_BROKEN(
      true,
      Shows.of("producing", RELOAD_FAILED),
      _ -> {},
      scene -> {
        scene.server.configure("scrape_configs: [{job_name: 7");
        scene.server.reload();
      }),
  CONFIGURATION_BROKEN_AND_RESTARTED(
      false,
      Shows.of("down"), // it never comes to listen
      _ -> {},
      scene -> {
        scene.server.kill();
        scene.server.configure("scrape_configs: [{job_name: 7");
        scene.init.restarting(Duration.ofMillis(100));
      }),
  DIRECTORY_NOT_WRITABLE(
      false,
      Shows.of("down"), // it panics before it listens
      Privileges::drop,
      scene -> {
        scene.server.kill();
        Files.delete(scene.server.dataDir().resolve("queries.active"));
        Privileges.forbid(scene, scene.server.dataDir(), "r-xr-xr-x");
      }),
  WAL_SEGMENT_UNREADABLE(
      true,
      Shows.of("crash-looping", CRASH_LOOPING).passing(WAL_REPAIRED, REPLAYING),
      Privileges::drop,
      scene -> Privileges.forbid(scene, scene.server.wal().segments().getFirst(), "---------")),
  CHUNKS_HEAD_UNWRITABLE(
      false,
      Shows.of("crash-looping", CRASH_LOOPING).passing(REPLAYING),
      scene -> {
        Privileges.drop(scene);
        scene.server.flags(Scene.LONG_BLOCKS);
      },
      scene -> {
        scene.server.kill();
        scene.server.replaceData(Made.of(scene.version).dir());
        Damage.delete(scene.server.dataDir().resolve("chunks_head")); // it wants them anew
        Files.createDirectory(scene.server.dataDir().resolve("chunks_head"));
        Privileges.forbid(scene, scene.server.dataDir().resolve("chunks_head"), "r-xr-xr-x");
      }),
  RULES_TOO_SLOW(
      true,
      // It has no time for anything else, and what its rules write hides its samples at some looks.
      Shows.of("producing", RULES_STALLED).passing(HUNG, IDLE),
      _ -> {},
      scene ->
          rules(
              scene,
              "50ms",
              "",
              IntStream.range(0, 1_500)
                  .mapToObj(i -> "{record: made_%d, expr: sum(made)}".formatted(i))
                  .collect(Collectors.joining(", ")))),
  NO_ALERTMANAGER(
      true,
      Shows.of("producing", NOTIFICATIONS_DROPPED).passing(ALERT_PATH_BROKEN),
      _ -> {},
      scene ->
          rules(
              scene,
              "1s",
              "alerting: {alertmanagers: [{static_configs: [{targets: [\"%s\"]}]}]}\n"
                  .formatted(scene.with(new Port()).address()),
              "{alert: Made, expr: vector(1)}")),
  SCRAPES_TOO_RARELY(
      false,
      Shows.of("producing", WINDOW_TOO_SHORT).passing(IDLE),
      _ -> {},
      scene -> {
        scene.server.configure(scene.configuration("scrape_interval: 8s"));
        scene.server.reload();
      }),
  STOPPED(true, Shows.of("down", HUNG), _ -> {}, scene -> scene.server.freeze()),
  OUT_OF_CONNECTIONS(
      false,
      Shows.of("down", HUNG),
      scene -> scene.server.flags("--web.max-connections=8"),
      LifeRow::takeAllConnections),
  PACKETS_DROPPED(
      true,
      Shows.of("down"),
      _ -> {},
      scene -> {
        scene.server.kill();
        scene.with(new BlackHole(scene.server.port()));
      }),
  GONE(true, Shows.of("down"), _ -> {}, scene -> scene.server.kill()),
  PASSWORD_WANTED(
      true,
      Shows.blind(BlindCause.UNAUTHORIZED),
      _ -> {},
      scene -> {
        scene.server.terminate();
        var web = scene.server.configFile().resolveSibling("web.yml");
        // bcrypt, cost 4
        Files.writeString(
            web,
            "basic_auth_users: {a: $2b$04$abcdefghijklmnopqrstuuvybHXQqehXl2NdtAhT6BAmwe6EZ8HOi}");
        scene.server.flags("--web.config.file=" + web);
        scene.server.start();
      }),
  PREFIX_MOVED(
      true,
      Shows.blind(BlindCause.WRONG_PATH),
      _ -> {},
      scene -> {
        scene.server.terminate();
        scene.server.flags("--web.route-prefix=/ops");
        scene.server.start();
      });

  private static final int SEGMENTS = 4;
  private static final Duration MINUTES = Duration.ofMinutes(8);

  private final boolean oneOfItsKind;
  private final Shows shows;
  private final Deed before;
  private final Deed deed;

  LifeRow(boolean oneOfItsKind, Shows shows, Deed before, Deed deed) {
    this.oneOfItsKind = oneOfItsKind;
    this.shows = shows;
    this.before = before;
    this.deed = deed;
  }

  private static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }

  private static void segments(Scene scene) {
    scene.server.growWal(SEGMENTS);
  }

  private static void replayingHalfway(Scene scene, Runnable start) {
    scene.server.kill();
    scene.with(new SlowSegment(Damage.middle(scene.server.wal().segments())));
    start.run();
  }

  static void rules(Scene scene, String interval, String more, String rules) throws Exception {
    var file = scene.server.configFile().resolveSibling("rules.yml");
    Files.writeString(
        file, "groups: [{name: made, interval: %s, rules: [%s]}]\n".formatted(interval, rules));
    scene.server.configure(
        scene.configuration("") + "rule_files: [\"%s\"]\n".formatted(file) + more);
    scene.server.reload();
  }

  /** While it stands still its kernel queues them; before ours come, none is free. */
  private static void takeAllConnections(Scene scene) throws Exception {
    scene.server.freeze();
    scene.awaitState("down");
    for (var i = 0; i < 8; i++) {
      scene.with(new Socket(InetAddress.getLoopbackAddress(), scene.server.port()));
    }
    scene.server.thaw();
  }

  @Override
  public boolean isOneOfItsKind() {
    return oneOfItsKind;
  }

  @Override
  public Shows shows(String version) {
    return shows;
  }

  /** A replay must stand still for five minutes. */
  @Override
  public Duration patience() {
    return this == STUCK_IN_REPLAY ? MINUTES : Row.super.patience();
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
