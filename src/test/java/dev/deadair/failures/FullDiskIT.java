package dev.deadair.failures;

import static dev.deadair.diagnosis.Code.WAL_WRITES_FAILING;
import static dev.deadair.diagnosis.Code.WILL_NOT_SURVIVE_RESTART;
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
    return Stream.of(OURS, "2.53", "3")
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

  @Test
  void roomOnItsDiskIsAllThatItWantsAndThenItRestartsAsWell() throws Exception {
    try (var scene = broken(OURS, DiskRow.DISK_FULL);
        var operator = new Operator(scene)) {
      scene.awaitShown(DiskRow.DISK_FULL);
      var action = scene.ward().finding(Scene.PATIENT, WAL_WRITES_FAILING).action();

      assertThat(operator.does(action)).isFalse();
      assertThat(operator.said()).contains("100% ", "no space left on device");
      Files.delete(scene.ballast());

      scene.awaitState("producing");
      scene.await("over", () -> scene.ward().codes(Scene.PATIENT).isEmpty());
      scene.server.terminate();
      scene.server.start();
      scene.server.awaitSamples();
    }
  }

  @Test
  void roomForABlockIsAllThatACompactionWants() throws Exception {
    try (var scene = broken(OURS, DiskRow.NO_ROOM_FOR_A_BLOCK);
        var operator = new Operator(scene)) {
      scene.awaitShown(DiskRow.NO_ROOM_FOR_A_BLOCK);
      var action = scene.ward().finding(Scene.PATIENT, WILL_NOT_SURVIVE_RESTART).action();

      var why = Action.of(action).steps().get(1);
      assertThat(operator.run(why)).contains("no space left on device");
      Files.delete(scene.ballast());

      scene.await("over", () -> scene.ward().codes(Scene.PATIENT).isEmpty());
    }
  }

  private static Scene broken(String version, DiskRow row) throws Exception {
    return Scene.broken(version, healthy(version), row);
  }

  private static Prometheus healthy(String version) {
    return HEALTHY.computeIfAbsent(version, Scene::healthy);
  }
}
