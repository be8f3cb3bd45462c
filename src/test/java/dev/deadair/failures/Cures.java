package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.ALERTS_DROPPED;
import static dev.deadair.diagnosis.Code.ALERT_PATH_BROKEN;
import static dev.deadair.diagnosis.Code.BAD_CONFIGURATION;
import static dev.deadair.diagnosis.Code.BLOCK_RELOAD_FAILED;
import static dev.deadair.diagnosis.Code.BLOCK_SKIPPED;
import static dev.deadair.diagnosis.Code.CLOCK_SKEW;
import static dev.deadair.diagnosis.Code.COMPACTION_FAILING;
import static dev.deadair.diagnosis.Code.CRASH_LOOPING;
import static dev.deadair.diagnosis.Code.DISK_FULL;
import static dev.deadair.diagnosis.Code.DOES_NOT_START;
import static dev.deadair.diagnosis.Code.HEAD_IN_FUTURE;
import static dev.deadair.diagnosis.Code.HISTORY_LOST;
import static dev.deadair.diagnosis.Code.HUNG;
import static dev.deadair.diagnosis.Code.IDLE;
import static dev.deadair.diagnosis.Code.LABELS_INVALID;
import static dev.deadair.diagnosis.Code.MMAP_CHUNKS_CORRUPT;
import static dev.deadair.diagnosis.Code.NOTIFICATIONS_DROPPED;
import static dev.deadair.diagnosis.Code.NOT_PERMITTED;
import static dev.deadair.diagnosis.Code.NO_TARGETS;
import static dev.deadair.diagnosis.Code.OUT_OF_BOUNDS;
import static dev.deadair.diagnosis.Code.OUT_OF_MEMORY;
import static dev.deadair.diagnosis.Code.RELOAD_FAILED;
import static dev.deadair.diagnosis.Code.RELOAD_REFUSED;
import static dev.deadair.diagnosis.Code.RELOAD_WAITS;
import static dev.deadair.diagnosis.Code.REMOTE_BEHIND;
import static dev.deadair.diagnosis.Code.REMOTE_FAILING;
import static dev.deadair.diagnosis.Code.REPLAY_STUCK;
import static dev.deadair.diagnosis.Code.RULES_STALLED;
import static dev.deadair.diagnosis.Code.SAMPLES_REFUSED;
import static dev.deadair.diagnosis.Code.SECOND_SERVER;
import static dev.deadair.diagnosis.Code.SHUTDOWN_HANGS;
import static dev.deadair.diagnosis.Code.UNCLEAN_STOP;
import static dev.deadair.diagnosis.Code.WAL_REPAIRED;
import static dev.deadair.diagnosis.Code.WAL_WRITES_FAILING;
import static dev.deadair.diagnosis.Code.WILL_NOT_SURVIVE_RESTART;
import static dev.deadair.diagnosis.Code.WINDOW_TOO_SHORT;
import static dev.deadair.diagnosis.Code.WRONG_SERVER;

import dev.deadair.parts.Alertmanager;
import dev.deadair.parts.Prometheus;
import dev.deadair.tsdb.FaultRow;
import java.nio.file.Files;
import java.util.List;

/** What people can be told to do, each on a server that is broken so. */
final class Cures {

  /** Of what looks bring: every kind. */
  static final List<Cure> OF_LOOKS =
      List.of(
          Cure.of(CRASH_LOOPING, start(FaultRow.SEGMENT_MISSING_IN_THE_MIDDLE)).quickly(),
          Cure.of(CRASH_LOOPING, start(FaultRow.CHUNKS_HEAD_GAP)).quickly(),
          Cure.of(CRASH_LOOPING, start(FaultRow.BLOCK_WITHOUT_INDEX)).quickly(),
          Cure.of(CRASH_LOOPING, LifeRow.WAL_SEGMENT_UNREADABLE).quickly(),
          Cure.of(CRASH_LOOPING, LifeRow.CHUNKS_HEAD_UNWRITABLE),
          Cure.of(REPLAY_STUCK, LifeRow.STUCK_IN_REPLAY),
          Cure.of(SHUTDOWN_HANGS, LifeRow.SHUTDOWN_WAITS_FOR_A_REMOTE)
              .says("remote")
              .once(Cures::startsOnceItHasEnded),
          Cure.of(HUNG, LifeRow.STOPPED).quickly(),
          Cure.of(HUNG, LifeRow.OUT_OF_CONNECTIONS),
          Cure.of(WILL_NOT_SURVIVE_RESTART, LiveDamageRow.WAL_SEGMENT_DELETED_LIVE).quickly(),
          Cure.of(WILL_NOT_SURVIVE_RESTART, LiveDamageRow.WAL_SEGMENT_FLIPPED_LIVE),
          Cure.of(WILL_NOT_SURVIVE_RESTART, LiveDamageRow.CHUNKS_HEAD_DELETED_LIVE),
          Cure.of(BLOCK_RELOAD_FAILED, LiveDamageRow.BLOCK_WITHOUT_INDEX_APPEARS_LIVE).quickly(),
          Cure.of(WAL_REPAIRED, start(FaultRow.SEGMENT_FLIPPED_IN_THE_MIDDLE))
              .says("Deleting all segments newer than corrupted segment")
              .staying()
              .quickly(),
          Cure.of(MMAP_CHUNKS_CORRUPT, start(FaultRow.CHUNKS_HEAD_FLIPPED))
              .says("corruption in head chunk file")
              .staying(),
          Cure.of(HISTORY_LOST, LifeRow.DATA_DIRECTORY_EMPTY)
              .says("--storage.tsdb.path=")
              .once(Cures::bringsItsDataBack)
              .quickly(),
          Cure.of(HEAD_IN_FUTURE, AbsenceRow.SAMPLES_9_MIN_AHEAD)
              .once(scene -> scene.exporter.says(() -> Exporter.samples(Exporter.SAMPLES, "")))
              .staying(),
          Cure.of(CLOCK_SKEW, SetupRow.CLOCK_WRONG).staying(),
          Cure.of(OUT_OF_BOUNDS, AbsenceRow.SAMPLES_15_MIN_AHEAD)
              .once(scene -> loads(scene, "honor_timestamps: false")),
          Cure.of(NO_TARGETS, AbsenceRow.NO_SCRAPE_CONFIGURATION)
              .says("\"activeTargets\":[]")
              .once(Cures::configuresWell)
              .quickly(),
          Cure.of(IDLE, AbsenceRow.TARGET_DOWN)
              .says("connection refused")
              .once(scene -> scene.server.configure(Prometheus.scraping(scene.server.url())))
              .quickly(),
          Cure.of(RELOAD_FAILED, LifeRow.CONFIGURATION_BROKEN)
              .says("FAILED")
              .once(Cures::configuresWell)
              .quickly(),
          Cure.of(WINDOW_TOO_SHORT, LifeRow.SCRAPES_TOO_RARELY).once(scene -> loads(scene, "")),
          Cure.of(REMOTE_BEHIND, SetupRow.REMOTE_STOPPED)
              .says("prometheus_remote_storage_samples_pending")
              .once(Cures::configuresWell),
          Cure.of(RELOAD_WAITS, SetupRow.RELOAD_WAITS_FOR_A_REMOTE)
              .says("Failed to send batch")
              .on("3"),
          Cure.of(RULES_STALLED, LifeRow.RULES_TOO_SLOW)
              .says("prometheus_rule_group_last_duration_seconds")
              .once(
                  scene -> LifeRow.rules(scene, "1s", "", "{record: made_less, expr: vector(1)}")),
          Cure.of(NOTIFICATIONS_DROPPED, LifeRow.NO_ALERTMANAGER)
              .says("onnect to 127.0.0.1")
              .once(Cures::bringsAnAlertmanager)
              .quickly(),
          Cure.of(ALERT_PATH_BROKEN, LifeRow.NO_ALERTMANAGER)
              .says("onnect to 127.0.0.1")
              .once(Cures::bringsAnAlertmanager),
          Cure.of(LABELS_INVALID, SetupRow.LABELS_NOT_EXPANDED)
              .says("POD_NAME")
              .once(Cures::configuresWell)
              .staying(), // until it is asked again
          Cure.of(WRONG_SERVER, SetupRow.ANOTHER_SERVER_ANSWERS)
              .says("replica: b")
              .once(Scene::removeObstacle)
              .staying());

  /** Of what logs bring: every text that has commands. */
  static final List<Cure> OF_LOGS =
      List.of(
          Cure.of(DOES_NOT_START, start(FaultRow.SEGMENT_MISSING_IN_THE_MIDDLE))
              .inItsLog(
                  "does not start: its write-ahead log has a gap, as after a copy without"
                      + " --delete")
              .quickly(),
          Cure.of(DOES_NOT_START, start(FaultRow.CHUNKS_HEAD_EMPTY_FILE))
              .inItsLog("does not start: a file of its chunks_head is empty"),
          Cure.of(NOT_PERMITTED, LifeRow.WAL_SEGMENT_UNREADABLE)
              .inItsLog("does not start: it may not read or write its own data"),
          Cure.of(NOT_PERMITTED, LifeRow.DIRECTORY_NOT_WRITABLE)
              .inItsLog("does not start: it may not write to its data directory"),
          Cure.of(NOT_PERMITTED, LifeRow.CHUNKS_HEAD_UNWRITABLE)
              .inItsLog("does not start: it may not write to its chunks_head"),
          Cure.of(SECOND_SERVER, SetupRow.DIRECTORY_LOCKED)
              .inItsLog("does not start: another server works on its data directory")
              .once(Scene::removeObstacle),
          Cure.of(SECOND_SERVER, SetupRow.PORT_TAKEN)
              .inItsLog("does not start: somebody else listens on its port, and looks see that one")
              .once(Scene::removeObstacle)
              .quickly(),
          Cure.of(BAD_CONFIGURATION, LifeRow.CONFIGURATION_BROKEN_AND_RESTARTED)
              .inItsLog("does not start: its configuration cannot be read")
              .says("FAILED")
              .once(Cures::configuresWell)
              .quickly(),
          Cure.of(BAD_CONFIGURATION, SetupRow.UNKNOWN_FLAG)
              .inItsLog("does not start: it has no such flag, as after an upgrade or a downgrade")
              .says("--storage.tsdb.path")
              .once(scene -> scene.server.alone(SetupRow.UNKNOWN)),
          Cure.of(BAD_CONFIGURATION, SetupRow.WEB_CONFIGURATION_BROKEN)
              .inItsLog("does not start: its web configuration cannot be used")
              .says("FAILED")
              .once(scene -> Files.writeString(SetupRow.webConfiguration(scene), "{}\n")),
          Cure.of(OUT_OF_MEMORY, SetupRow.MEMORY_TOO_SMALL)
              .inItsLog("ran out of memory")
              .once(scene -> scene.server.alone()),
          Cure.of(COMPACTION_FAILING, LiveDamageRow.WAL_SEGMENT_DELETED_LIVE)
              .inItsLog(
                  "cannot compact its head, for its write-ahead log has a gap: its next start will"
                      + " fail"),
          Cure.of(COMPACTION_FAILING, LiveDamageRow.CHUNKS_HEAD_DELETED_LIVE)
              .inItsLog("could not compact its head, for a file of its chunks_head was gone"),
          Cure.of(BLOCK_SKIPPED, start(FaultRow.BLOCK_WITHOUT_META))
              .inItsLog(
                  "passes over a block whose meta.json is missing or unreadable: its two hours or"
                      + " more are in no query")
              .says("meta.json"),
          Cure.of(UNCLEAN_STOP, start(FaultRow.NOTHING))
              .on("3")
              .inItsLog("was not stopped in order before its last start"),
          Cure.of(RELOAD_REFUSED, LifeRow.CONFIGURATION_BROKEN)
              .inItsLog(
                  "refused its new configuration and runs with the one before; its next start will"
                      + " fail")
              .says("FAILED")
              .once(Cures::configuresWell),
          Cure.of(SAMPLES_REFUSED, AbsenceRow.SAMPLES_15_MIN_AHEAD)
              .inItsLog(
                  "refuses samples that are too old or lie in the future: a clock is wrong, its"
                      + " own or a target's")
              .once(scene -> loads(scene, "honor_timestamps: false")),
          Cure.of(ALERTS_DROPPED, LifeRow.NO_ALERTMANAGER)
              .inItsLog("does not reach an Alertmanager")
              .says("onnect to 127.0.0.1")
              .once(Cures::bringsAnAlertmanager),
          Cure.of(REMOTE_FAILING, SetupRow.REMOTE_GONE)
              .inItsLog(
                  "does not get rid of its samples: a remote does not take them, and it tries"
                      + " again")
              .says("prometheus_remote_storage_samples_pending")
              .once(Cures::configuresWell));

  /** Of servers whose disks are full, which needs root. */
  static final List<Cure> OF_DISKS =
      List.of(
          Cure.of(WAL_WRITES_FAILING, DiskRow.DISK_FULL)
              .says("100% ")
              .once(scene -> Files.delete(scene.ballast()))
              .quickly(),
          Cure.of(WILL_NOT_SURVIVE_RESTART, DiskRow.NO_ROOM_FOR_A_BLOCK)
              .once(scene -> Files.delete(scene.ballast())),
          Cure.of(DISK_FULL, DiskRow.DISK_FULL)
              .inItsLog("cannot write: its disk is full")
              .says("100% ")
              .once(scene -> Files.delete(scene.ballast())),
          Cure.of(DISK_FULL, DiskRow.DISK_FULL_AND_TORN)
              .inItsLog("does not start: its disk is full")
              .says("100% ")
              .once(scene -> Files.delete(scene.ballast())));

  private Cures() {}

  private static Row start(FaultRow fault) {
    return new StartRow(fault);
  }

  private static void configuresWell(Scene scene) {
    scene.configure("");
  }

  private static void loads(Scene scene, String more) {
    scene.configure(more);
    scene.server.reload();
  }

  private static void bringsItsDataBack(Scene scene) {
    scene.server.terminate();
    scene.server.replaceData(Made.of(scene.version).dir());
    scene.server.start();
  }

  private static void startsOnceItHasEnded(Scene scene) throws Exception {
    scene.await("its end", () -> !scene.server.isAlive());
    configuresWell(scene);
    scene.server.start();
  }

  private static void bringsAnAlertmanager(Scene scene) throws Exception {
    var alertmanager = scene.with(new Alertmanager("0.25"));
    alertmanager.configure("route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
    alertmanager.start();
    alertmanager.awaitReady();
    LifeRow.rules(
        scene,
        "1s",
        "alerting: {alertmanagers: [{static_configs: [{targets: [\"%s\"]}]}]}\n"
            .formatted(alertmanager.address()),
        "{alert: Made, expr: vector(1)}");
  }
}
