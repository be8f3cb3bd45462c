package dev.deadair.failures;

import dev.deadair.parts.Prometheus;
import dev.deadair.tsdb.FaultRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** Every failure on real servers is seen for what it is, and the healthy one beside it is not. */
@Execution(ExecutionMode.CONCURRENT)
class FailureMatrixIT {
  private static final String OURS = "2.42";
  private static final Duration MINUTES = Duration.ofMinutes(3);
  private static final Map<String, Prometheus> HEALTHY = new ConcurrentHashMap<>();

  @AfterAll
  static void close() throws Exception {
    HEALTHY.values().forEach(Prometheus::close);
    HEALTHY.clear();
    Made.close();
  }

  @ParameterizedTest
  @MethodSource("ofEachKind")
  void aFailureIsSeenForWhatItIs(Row row) throws Exception {
    isSeen(OURS, row);
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("furtherRowsAndVersions")
  void soIsEveryOtherOnEveryVersion(String version, Row row) throws Exception {
    isSeen(version, row);
  }

  static Stream<Row> ofEachKind() {
    return chosen().filter(Row::isOneOfItsKind);
  }

  static Stream<Arguments> furtherRowsAndVersions() {
    return versions()
        .flatMap(
            version ->
                chosen()
                    .filter(row -> !version.equals(OURS) || !row.isOneOfItsKind())
                    .map(row -> Arguments.of(version, row)));
  }

  /** All, or those that a developer works on: {@code -Ddeadair.versions=3}. */
  static Stream<String> versions() {
    return Stream.of(OURS, "2.53", "3")
        .filter(each -> each.matches(System.getProperty("deadair.versions", ".*")));
  }

  /** All, or those that a developer works on: {@code -Ddeadair.rows=DISK.*}. */
  private static Stream<Row> chosen() {
    return all().filter(row -> row.name().matches(System.getProperty("deadair.rows", ".*")));
  }

  /** Those that take longest first. */
  static Stream<Row> all() {
    var rows = new ArrayList<Row>(List.of(LifeRow.values()));
    rows.addAll(List.of(LiveDamageRow.values()));
    rows.addAll(List.of(AbsenceRow.values()));
    rows.addAll(List.of(SetupRow.values()));
    Stream.of(FaultRow.values()).map(StartRow::new).forEach(rows::add);
    return rows.stream();
  }

  @Test
  void theJobsWhoseTargetsAreDownAreKnown() throws Exception {
    var healthy = HEALTHY.computeIfAbsent(OURS, Scene::healthy);
    try (var scene = Scene.broken(OURS, healthy, AbsenceRow.TARGET_DOWN)) {
      scene.await(
          "named",
          MINUTES,
          () ->
              scene
                  .ward()
                  .instance(Scene.PATIENT)
                  .inspection()
                  .filter(told -> told.jobsDown().equals(Map.of("exporter", 1L)))
                  .isPresent());
    }
  }

  private static void isSeen(String version, Row row) throws Exception {
    var healthy = HEALTHY.computeIfAbsent(version, Scene::healthy);
    try (var scene = Scene.broken(version, healthy, row)) {
      scene.shows(row);
    }
  }
}
