package dev.deadair.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The verdict on directories with one fault that a seed chose, against what a real server then
 * does.
 */
class RandomFaultsIT {
  /** Side by side; a server of this size starts in less than a second. */
  private static final int AT_ONCE = 4;

  /** What came of one fault; {@code is} tells of it in full. */
  private record Outcome(boolean agrees, boolean isFatalCalledFine, String is) {}

  @Test
  void verdictIsWhatTheServerDoes() throws Exception {
    var outcomes = outcomes("2.42", 0, 10);

    assertThat(outcomes).noneMatch(Outcome::isFatalCalledFine);
    assertThat(outcomes.stream().filter(each -> !each.agrees())).hasSizeLessThanOrEqualTo(1);
  }

  @Tag("full")
  @ParameterizedTest
  @CsvSource({"2.42, 1000, 200", "2.53, 2000, 150", "3, 3000, 150"})
  void verdictIsWhatTheServerDoesInNearlyAllCases(String version, int firstSeed, int count)
      throws Exception {
    var outcomes = outcomes(version, firstSeed, count);

    assertThat(outcomes).noneMatch(Outcome::isFatalCalledFine);
    assertThat(outcomes.stream().filter(each -> !each.agrees()))
        .hasSizeLessThanOrEqualTo(count * 2 / 100);
  }

  @Tag("full")
  @ParameterizedTest
  @CsvSource({"2.42, 4000, 150", "2.53, 5000, 100", "3, 6000, 100"})
  void soItIsWithSamplesThatCameLate(String version, int firstSeed, int count) throws Exception {
    try (var healthy = MadeData.withLate(version)) {
      var outcomes = outcomes(healthy, firstSeed, count);

      assertThat(outcomes).noneMatch(Outcome::isFatalCalledFine);
      // Files of wbl that are swapped lose more than can be told: one fault in fifty is such a one.
      assertThat(outcomes.stream().filter(each -> !each.agrees()))
          .hasSizeLessThanOrEqualTo(count * 4 / 100);
    }
  }

  private static List<Outcome> outcomes(String version, int firstSeed, int count) throws Exception {
    try (var healthy = MadeData.of(version)) {
      return outcomes(healthy, firstSeed, count);
    }
  }

  private static List<Outcome> outcomes(MadeData healthy, int firstSeed, int count)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var start = healthy.start();
      var trials =
          IntStream.range(firstSeed, firstSeed + count)
              .mapToObj(seed -> (Callable<Outcome>) () -> outcome(seed, healthy, start))
              .toList();
      return threads.invokeAll(trials).stream().map(RandomFaultsIT::join).toList();
    }
  }

  private static Outcome join(Future<Outcome> trial) {
    try {
      return trial.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome outcome(int seed, MadeData healthy, RealStart undamaged) throws Exception {
    try (var damaged = healthy.copy()) {
      var random = new Random(seed);
      var faults = List.of(RandomFault.values());
      var fault = faults.get(random.nextInt(faults.size()));
      var place = fault.damage(damaged.dir(), random);

      var verdict = damaged.verdict(Depth.FULL);
      var real = damaged.start();

      var lost = undamaged.samples() - real.samples();
      var is =
          "seed %d: %s %s: %s; starts: %b, lost: %d%n%s"
              .formatted(seed, fault, place, verdict, real.starts(), lost, real.log());
      return new Outcome(
          agrees(fault, verdict, real, lost), !real.starts() && verdict.isFine(), is);
    }
  }

  private static boolean agrees(RandomFault fault, Verdict verdict, RealStart real, long lost) {
    var isFatal = verdict.severity() == Severity.FATAL_ON_START;
    if (isFatal || !real.starts()) {
      return isFatal != real.starts();
    }
    if (real.samples() < 0) {
      return !verdict.isFine(); // queries fail
    }
    var claimed = verdict.samplesLost();
    var tolerance = Math.max(lost / 20, DataMaker.AT_ONCE);
    // What is not there any more nobody can count.
    return fault.keepsAll() ? Math.abs(claimed - lost) <= tolerance : claimed <= lost + tolerance;
  }
}
