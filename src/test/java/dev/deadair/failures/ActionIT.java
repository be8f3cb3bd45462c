package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.CRASH_LOOPING;
import static dev.deadair.diagnosis.Code.DOES_NOT_START;
import static dev.deadair.diagnosis.Code.REPLAYING;
import static dev.deadair.diagnosis.Code.WILL_NOT_SURVIVE_RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Prometheus;
import dev.deadair.tsdb.FaultRow;
import dev.deadair.tsdb.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What findings tell people to do is done as it stands, in a shell, on the servers that are broken,
 * and brings them back. {@link CuresTest} sees that nothing is left out.
 */
@Execution(ExecutionMode.CONCURRENT)
class ActionIT {
  private static final String OURS = "2.42";
  private static final Map<String, Prometheus> HEALTHY = new ConcurrentHashMap<>();

  @AfterAll
  static void close() throws Exception {
    HEALTHY.values().forEach(Prometheus::close);
    HEALTHY.clear();
    Made.close();
  }

  @ParameterizedTest
  @MethodSource("quick")
  void whatItSaysBringsItBack(Cure cure) throws Exception {
    cure.isOne(healthy(cure.version()));
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("others")
  void soItDoesWithEverythingOnEveryVersion(Cure cure) throws Exception {
    cure.isOne(healthy(cure.version()));
  }

  static Stream<Cure> quick() {
    return chosen().filter(Cure::quick);
  }

  static Stream<Cure> others() {
    return FailureMatrixIT.versions()
        .flatMap(version -> chosen().flatMap(each -> on(version, each)));
  }

  private static Stream<Cure> on(String version, Cure cure) {
    if (!cure.version().equals(OURS)) {
      return version.equals(OURS) ? Stream.of(cure) : Stream.empty();
    }
    return version.equals(OURS) && cure.quick() ? Stream.empty() : Stream.of(cure.on(version));
  }

  /** All, or those that a developer works on: {@code -Ddeadair.cures='.*chunks head.*'}. */
  private static Stream<Cure> chosen() {
    return Stream.concat(Cures.OF_LOOKS.stream(), Cures.OF_LOGS.stream())
        .filter(each -> each.toString().matches(System.getProperty("deadair.cures", ".*")));
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("fatal")
  void everyDeathEnds(String version, FaultRow fault, boolean byItsLog) throws Exception {
    var row = new StartRow(fault);
    try (var scene = Scene.broken(version, healthy(version), row, byItsLog);
        var operator = new Operator(scene)) {
      var cure = Cure.of(byItsLog ? DOES_NOT_START : CRASH_LOOPING, row);
      cure.does(cure.finding(scene), scene, operator);
      scene.server.awaitSamples();
      scene.awaitState("producing");
    }
  }

  static Stream<Arguments> fatal() {
    return FailureMatrixIT.versions()
        .flatMap(
            version ->
                Stream.of(FaultRow.values())
                    .filter(each -> each.severity == Severity.FATAL_ON_START)
                    .filter(each -> each != FaultRow.CHECKPOINT_FLIPPED) // ends by itself
                    .flatMap(
                        each ->
                            Stream.of(false, true)
                                .map(byItsLog -> Arguments.of(version, each, byItsLog))));
  }

  @Test
  void aCrashLoopEndsWhereThereIsNoDeadair() throws Exception {
    var row = new StartRow(FaultRow.SEGMENT_MISSING_IN_THE_MIDDLE);
    try (var scene = Scene.broken(OURS, healthy(OURS), row);
        var operator = new Operator(scene).withoutDeadair()) {
      var cure = Cure.of(CRASH_LOOPING, row);
      cure.does(cure.finding(scene), scene, operator);

      scene.awaitState("producing");
      assertThat(scene.server.dataDir().resolve("wal.aside")).isDirectory();
    }
  }

  @Test
  void whatWillNotSurviveARestartDoesNotAndWhatIsToldThenBringsItBack() throws Exception {
    willNotSurviveARestart(OURS);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"2.53", "3"})
  void soItIsWithOtherVersions(String version) throws Exception {
    willNotSurviveARestart(version);
  }

  private static void willNotSurviveARestart(String version) throws Exception {
    try (var scene =
            Scene.broken(version, healthy(version), LiveDamageRow.WAL_SEGMENT_DELETED_LIVE);
        var operator = new Operator(scene)) {
      var cure = Cure.of(WILL_NOT_SURVIVE_RESTART, LiveDamageRow.WAL_SEGMENT_DELETED_LIVE);
      var first = cure.finding(scene);
      // Where the machine is busy, the next one has failed too before the first look.
      assertThat(first.evidence().getFirst())
          .matches("prometheus_tsdb_compactions_failed_total rose by [1-9]");
      scene.await(
          "the warning", () -> scene.ward().alerts(Scene.PATIENT).contains("WILL_NOT_RESTART"));
      assertThat(scene.ward().siteState(Scene.PATIENT)).isEqualTo("producing");
      assertThat(scene.server.isReady()).isTrue();
      assertThat(scene.server.isHealthy()).isTrue();
      scene.server.awaitSamples();

      scene.server.terminate();
      scene.server.start();
      assertThat(scene.server.awaitDeath()).isOne();
      scene.init.restarting(Duration.ofMillis(100));
      scene.awaitState("crash-looping");
      var then = Cure.of(CRASH_LOOPING, LiveDamageRow.WAL_SEGMENT_DELETED_LIVE);
      then.does(then.finding(scene), scene, operator);

      scene.awaitState("producing");
    }
  }

  @Test
  void aReplayWantsNothingButPatience() throws Exception {
    try (var scene = Scene.broken(OURS, healthy(OURS), LifeRow.REPLAY_WAITS_FOR_ITS_DISK)) {
      var replaying = Cure.of(REPLAYING, LifeRow.REPLAY_WAITS_FOR_ITS_DISK).finding(scene);

      assertThat(Cure.commands(replaying.action())).isEmpty();
    }
  }

  private static Prometheus healthy(String version) {
    return HEALTHY.computeIfAbsent(version, Scene::healthy);
  }
}
