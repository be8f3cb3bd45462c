package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.WAL_WRITES_FAILING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Prometheus;
import java.nio.file.Files;
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

/** Real servers on disks that are full: what is seen, what is told, and what is left undone. */
@Tag("root")
@Execution(ExecutionMode.CONCURRENT)
class FullDiskIT {
  private static final String OURS = "2.42";
  private static final Map<String, Prometheus> HEALTHY = new ConcurrentHashMap<>();

  /** Longer than what a server that stands still is asked every minute. */
  private static final Duration WITHOUT_A_QUERY = Duration.ofSeconds(75);

  @AfterAll
  static void close() {
    HEALTHY.values().forEach(Prometheus::close);
    HEALTHY.clear();
  }

  @ParameterizedTest
  @MethodSource("ofEachKind")
  void aFullDiskIsSeenForWhatItIs(DiskRow row) throws Exception {
    try (var scene = broken(OURS, row)) {
      scene.shows(row);
    }
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("others")
  void soItIsOnEveryVersion(String version, DiskRow row) throws Exception {
    try (var scene = broken(version, row)) {
      scene.shows(row);
    }
  }

  static Stream<DiskRow> ofEachKind() {
    return Stream.of(DiskRow.values()).filter(Row::isOneOfItsKind);
  }

  static Stream<Arguments> others() {
    return FailureMatrixIT.versions()
        .flatMap(
            version ->
                Stream.of(DiskRow.values())
                    .filter(row -> !version.equals(OURS) || !row.isOneOfItsKind())
                    .map(row -> Arguments.of(version, row)));
  }

  /** A query can kill a server whose disk is full. */
  @Test
  void aServerThatCannotWriteIsNotQueried() throws Exception {
    try (var scene = new Scene(OURS, healthy(OURS));
        var recorder = new Recorder(scene.server.url())) {
      scene.isLookedAtThrough(recorder.url());
      DiskRow.DISK_FULL.prepare(scene);
      scene.begin();
      scene.await("queries while healthy", () -> queries(recorder) > 0);

      DiskRow.DISK_FULL.befall(scene);
      scene.awaitShown(DiskRow.DISK_FULL);
      var before = queries(recorder);
      scene.holds("not queried", WITHOUT_A_QUERY, () -> queries(recorder) == before);

      assertThat(scene.ward().codes(Scene.PATIENT)).contains(WAL_WRITES_FAILING);
      assertThat(scene.server.isReady()).isTrue();
    }
  }

  private static long queries(Recorder recorder) {
    return recorder.asked().stream().filter(each -> each.contains("query")).count();
  }

  @ParameterizedTest
  @MethodSource("quickCures")
  void roomOnItsDiskIsAllThatItWants(Cure cure) throws Exception {
    cure.isOne(healthy(cure.version()));
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("otherCures")
  void soItIsOnEveryVersionWithWhateverIsTold(Cure cure) throws Exception {
    cure.isOne(healthy(cure.version()));
  }

  static Stream<Cure> quickCures() {
    return Cures.OF_DISKS.stream().filter(Cure::quick);
  }

  static Stream<Cure> otherCures() {
    return FailureMatrixIT.versions()
        .flatMap(
            version ->
                Cures.OF_DISKS.stream()
                    .filter(each -> !version.equals(OURS) || !each.quick())
                    .map(each -> each.on(version)));
  }

  @Test
  void aServerWhoseDiskWasFullRestartsAsWell() throws Exception {
    try (var scene = broken(OURS, DiskRow.DISK_FULL)) {
      scene.awaitShown(DiskRow.DISK_FULL);
      Files.delete(scene.ballast());

      scene.awaitState("producing");
      scene.await("over", () -> scene.ward().codes(Scene.PATIENT).isEmpty());
      scene.server.terminate();
      scene.server.start();
      scene.server.awaitSamples();
    }
  }

  private static Scene broken(String version, DiskRow row) throws Exception {
    return Scene.broken(version, healthy(version), row);
  }

  private static Prometheus healthy(String version) {
    return HEALTHY.computeIfAbsent(version, Scene::healthy);
  }
}
