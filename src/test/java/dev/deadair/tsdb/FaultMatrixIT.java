package dev.deadair.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deadair.tsdb.Plan.Placeholders;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdict on damaged directories, and the plan for them, against what real servers do then. */
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixIT {
  /** One for each version, made when a row first wants it. */
  private static final Map<String, Healthy> HEALTHY = new ConcurrentHashMap<>();

  /** An undamaged directory, and what a server has that is started on it. */
  private record Healthy(MadeData data, RealStart start) {
    static Healthy of(String version) {
      try {
        var data = MadeData.of(version);
        return new Healthy(data, data.start());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @AfterAll
  static void close() throws Exception {
    for (var each : HEALTHY.values()) {
      each.data().close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void verdictIsWhatTheServerDoes(FaultRow row) throws Exception {
    check("2.42", row);
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("otherVersions")
  void verdictIsWhatServersOfOtherVersionsDo(String version, FaultRow row) throws Exception {
    check(version, row);
  }

  static Stream<Arguments> otherVersions() {
    return Stream.of("2.53", "3")
        .flatMap(version -> Stream.of(FaultRow.values()).map(row -> Arguments.of(version, row)));
  }

  private static void check(String version, FaultRow row) throws Exception {
    var healthy = HEALTHY.computeIfAbsent(version, Healthy::of);
    try (var damaged = healthy.data().copy()) {
      row.damage(damaged.dir());

      var fast = damaged.verdict(Depth.NAMES);
      var full = damaged.verdict(Depth.FULL);
      var real = damaged.start();

      var what = version + " " + row + " " + full + "\n" + real.log();
      assertThat(full.severity()).as(what).isEqualTo(row.severity);
      assertThat(fast.severity()).as(what).isEqualTo(row.isSeenFast ? row.severity : Severity.FINE);
      assertThat(real.starts()).as(what).isEqualTo(row.severity != Severity.FATAL_ON_START);
      var reference = reference(row, healthy);
      if (real.starts()) {
        loses(what, full.samplesLost(), reference, real);
      } else {
        startsAfterThePlan(what, damaged, reference);
      }
    }
  }

  private static void startsAfterThePlan(String what, MadeData damaged, RealStart reference)
      throws Exception {
    var plan = Planner.plan(damaged.dir(), _ -> {});
    assertThat(plan.unsolved()).as(what).isEmpty();
    for (var step : plan.steps()) {
      if (step.instead().isPresent()) {
        startsWith(what, step.instead().get(), damaged, reference);
      }
    }

    var aside = damaged.dir().resolveSibling("aside");
    for (var step : plan.steps()) {
      for (var move : step.moves()) {
        Files.createDirectories(aside.resolve(move).getParent());
        Files.move(damaged.dir().resolve(move), aside.resolve(move));
      }
    }
    starts(plan + "\n" + what, plan.samplesLost(), damaged, reference);
  }

  private static void startsWith(
      String what, Placeholders placeholders, MadeData damaged, RealStart reference)
      throws Exception {
    try (var copy = damaged.copy()) {
      for (var file : placeholders.files()) {
        Files.createFile(copy.dir().resolve(file));
      }
      starts(placeholders + "\n" + what, placeholders.costs().count(), copy, reference);
    }
  }

  private static void starts(String what, long costs, MadeData data, RealStart reference)
      throws Exception {
    var real = data.start();
    var then = what + "\nthen:\n" + real.log();
    assertThat(real.starts()).as(then).isTrue();
    loses(then, costs, reference, real);
  }

  /** Within a twentieth, or what is written at once. */
  private static void loses(String what, long claimed, RealStart reference, RealStart real) {
    if (real.samples() < 0) {
      assertThat(claimed).as(what).isPositive();
      return;
    }
    var lost = reference.samples() - real.samples();
    var tolerance = Math.max(lost / 20, DataMaker.AT_ONCE);
    assertThat(claimed).as(what).isCloseTo(lost, within(tolerance));
    assertThat(claimed > 0).as(what).isEqualTo(lost > 0);
  }

  /** What there was before the start. */
  private static RealStart reference(FaultRow row, Healthy healthy) throws Exception {
    if (!row.hasReference()) {
      return healthy.start();
    }
    try (var copy = healthy.data().copy()) {
      row.reference(copy.dir());
      return copy.start();
    }
  }
}
