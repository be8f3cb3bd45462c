package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.CRASH_LOOPING;
import static dev.deadair.diagnosis.Code.HISTORY_LOST;
import static dev.deadair.diagnosis.Code.IDLE;
import static dev.deadair.diagnosis.Code.MMAP_CHUNKS_CORRUPT;
import static dev.deadair.diagnosis.Code.NOTIFICATIONS_DROPPED;
import static dev.deadair.diagnosis.Code.NO_TARGETS;
import static dev.deadair.diagnosis.Code.RELOAD_FAILED;
import static dev.deadair.diagnosis.Code.RULES_STALLED;
import static dev.deadair.diagnosis.Code.WAL_REPAIRED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.diagnosis.Code;
import dev.deadair.parts.Prometheus;
import dev.deadair.tsdb.FaultRow;
import dev.deadair.tsdb.Severity;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What findings tell people to do is done as it stands, in a shell, on the servers that are broken,
 * and brings them back.
 */
@Execution(ExecutionMode.CONCURRENT)
class ActionIT {
  private static final String OURS = "2.42";
  private static final Prometheus HEALTHY = Scene.healthy(OURS);

  @AfterAll
  static void close() throws Exception {
    HEALTHY.close();
    Made.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"SEGMENT_MISSING_IN_THE_MIDDLE", "CHUNKS_HEAD_GAP", "BLOCK_WITHOUT_INDEX"})
  void aCrashLoopEnds(FaultRow fault) throws Exception {
    ends(OURS, new StartRow(fault), CRASH_LOOPING);
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("fatal")
  void everyCrashLoopEnds(String version, FaultRow fault) throws Exception {
    ends(version, new StartRow(fault), CRASH_LOOPING);
  }

  static Stream<Arguments> fatal() {
    return Stream.of(OURS, "2.53", "3")
        .flatMap(
            version ->
                Stream.of(FaultRow.values())
                    .filter(each -> each.severity == Severity.FATAL_ON_START)
                    .filter(each -> each != FaultRow.CHECKPOINT_FLIPPED) // ends by itself
                    .map(each -> Arguments.of(version, each)));
  }

  @ParameterizedTest
  @EnumSource(
      value = LifeRow.class,
      names = {
        "WAL_SEGMENT_UNREADABLE",
        "WAL_SEGMENT_DELETED_LIVE",
        "BLOCK_WITHOUT_INDEX_APPEARS_LIVE",
        "STOPPED"
      })
  void whatItSaysBringsItBack(LifeRow row) throws Exception {
    ends(OURS, row, row.shows(OURS).codes().iterator().next());
  }

  @Tag("full")
  @ParameterizedTest
  @EnumSource(
      value = LifeRow.class,
      names = {
        "STUCK_IN_REPLAY",
        "WAL_SEGMENT_FLIPPED_LIVE",
        "CHUNKS_HEAD_DELETED_LIVE",
        "DIRECTORY_NOT_WRITABLE",
        "CHUNKS_HEAD_UNWRITABLE",
        "OUT_OF_CONNECTIONS"
      })
  void soDoTheOthers(LifeRow row) throws Exception {
    ends(OURS, row, row.shows(OURS).codes().iterator().next());
  }

  private static void ends(String version, Row row, Code code) throws Exception {
    try (var scene = broken(version, row);
        var operator = new Operator(scene)) {
      var action = scene.ward().finding(Scene.PATIENT, code).action();

      assertThat(operator.does(action)).as(operator.said()).isTrue();

      scene.server.awaitSamples();
      scene.awaitState("producing");
      scene.await(code + " over", () -> !scene.ward().codes(Scene.PATIENT).contains(code));
    }
  }

  @Test
  void whatWillNotSurviveARestartDoesNotAndWhatIsToldThenBringsItBack() throws Exception {
    try (var scene = broken(OURS, LifeRow.WAL_SEGMENT_DELETED_LIVE);
        var operator = new Operator(scene)) {
      assertThat(scene.ward().alerts(Scene.PATIENT)).contains("WILL_NOT_RESTART");
      assertThat(scene.server.isReady()).isTrue();

      scene.server.terminate();
      scene.server.start();
      assertThat(scene.server.awaitDeath()).isOne();
      scene.restarting(Duration.ofMillis(100));
      scene.awaitState("crash-looping");
      var action = scene.ward().finding(Scene.PATIENT, CRASH_LOOPING).action();

      assertThat(operator.does(action)).as(operator.said()).isTrue();
      scene.awaitState("producing");
    }
  }

  @Test
  void theConfigurationSaysWhatIsWrongWithItAndIsLoadedOnceItIsMended() throws Exception {
    try (var scene = broken(OURS, LifeRow.CONFIGURATION_BROKEN);
        var operator = new Operator(scene)) {
      var steps = Action.of(scene.ward().finding(Scene.PATIENT, RELOAD_FAILED).action()).steps();

      assertThat(operator.run(steps.getFirst())).contains("FAILED");
      scene.configure("");
      operator.run(steps.getLast());

      scene.await("over", () -> scene.ward().codes(Scene.PATIENT).isEmpty());
    }
  }

  @Test
  void aServerWithoutTargetsSaysSoAndHasDataOnceItsConfigurationIsMended() throws Exception {
    try (var scene = broken(OURS, AbsenceRow.NO_SCRAPE_CONFIGURATION);
        var operator = new Operator(scene)) {
      var steps = Action.of(scene.ward().finding(Scene.PATIENT, NO_TARGETS).action()).steps();

      assertThat(operator.run(steps.getFirst())).contains("\"activeTargets\":[]", "SUCCESS");
      scene.configure("");
      operator.run(steps.getLast());

      scene.awaitState("producing");
      scene.await("over", () -> scene.ward().codes(Scene.PATIENT).isEmpty());
    }
  }

  @Test
  void aServerWhoseTargetsAreDownSaysWhy() throws Exception {
    try (var scene = broken(OURS, AbsenceRow.TARGET_DOWN);
        var operator = new Operator(scene)) {
      var steps = Action.of(scene.ward().finding(Scene.PATIENT, IDLE).action()).steps();

      assertThat(operator.run(steps.getFirst())).contains("connection refused");
      operator.run(steps.getLast());
      assertThat(scene.server.isReady()).isTrue();
    }
  }

  @Test
  void aDirectoryThatWasNotMountedIsFoundAndBroughtBack() throws Exception {
    try (var scene = broken(OURS, LifeRow.DATA_DIRECTORY_EMPTY);
        var operator = new Operator(scene)) {
      var steps = Action.of(scene.ward().finding(Scene.PATIENT, HISTORY_LOST).action()).steps();

      assertThat(operator.run(steps.getFirst()))
          .contains("--storage.tsdb.path=" + scene.server.dataDir());
      scene.server.terminate();
      scene.server.replaceData(Made.of(OURS).dir());
      scene.server.start();

      scene.await("over", () -> scene.ward().codes(Scene.PATIENT).isEmpty());
    }
  }

  @Test
  void whatARepairDidIsReadInItsLog() throws Exception {
    try (var scene = broken(OURS, new StartRow(FaultRow.SEGMENT_FLIPPED_IN_THE_MIDDLE));
        var operator = new Operator(scene)) {
      says(scene, operator, WAL_REPAIRED, "Deleting all segments newer than corrupted segment");
    }
    try (var scene = broken(OURS, new StartRow(FaultRow.CHUNKS_HEAD_FLIPPED));
        var operator = new Operator(scene)) {
      says(scene, operator, MMAP_CHUNKS_CORRUPT, "corruption in head chunk file");
    }
  }

  @Test
  @Tag("full")
  void whyAlertsAreLateOrLostIsRead() throws Exception {
    try (var scene = broken(OURS, LifeRow.RULES_TOO_SLOW);
        var operator = new Operator(scene)) {
      says(scene, operator, RULES_STALLED, "prometheus_rule_group_last_duration_seconds");
    }
    try (var scene = broken(OURS, LifeRow.NO_ALERTMANAGER);
        var operator = new Operator(scene)) {
      says(scene, operator, NOTIFICATIONS_DROPPED, "connection refused");
    }
  }

  private static void says(Scene scene, Operator operator, Code code, String words)
      throws Exception {
    var action = Action.of(scene.ward().finding(Scene.PATIENT, code).action());

    // The finding may be there before the server has written its line.
    await(words)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> operator.run(action.steps().getFirst()), said -> said.contains(words));
  }

  /** A scene in which the row has befallen the server and is found. */
  private static Scene broken(String version, Row row) throws Exception {
    var scene = Scene.broken(version, HEALTHY, row);
    scene.awaitShown(row);
    return scene;
  }
}
