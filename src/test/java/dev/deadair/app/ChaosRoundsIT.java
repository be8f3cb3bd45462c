package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.app.ChaosRound.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged daemon through random rounds: killed at every stage of an incident, frozen, cut off
 * from receivers and servers, its disk full, its Alertmanagers killed with what they remember. No
 * outage is lost, doubled, invented or left open.
 *
 * <p>{@code -Ddeadair.chaos.seed=N} repeats one round, {@code -Ddeadair.chaos.rounds=N} plays so
 * many.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class ChaosRoundsIT {

  private static final boolean FULL = Boolean.getBoolean("deadair.full");

  private static final int ROUNDS = Integer.getInteger("deadair.chaos.rounds", FULL ? 200 : 10);

  /**
   * Rounds mostly wait, a minute of each for the quarantine before PagerDuty is told of the end.
   */
  private static final int AT_ONCE =
      Math.min(ROUNDS, Integer.getInteger("deadair.chaos.lanes", 14));

  @TempDir private Path directory;

  @Test
  void nothingIsLostDoubledFalseOrStuck() throws Exception {
    var began = System.nanoTime();
    var seeds = seeds();
    var lanes = new LinkedBlockingQueue<ChaosLane>();
    var opened = new ArrayList<ChaosLane>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var i = 0; i < Math.min(AT_ONCE, seeds.size()); i++) {
        var lane = new ChaosLane(i % 2 == 0 ? "0.25" : "0.33");
        opened.add(lane);
        lanes.add(lane);
      }
      opened.forEach(ChaosLane::awaitReady);
      var rounds = new ArrayList<Callable<Outcome>>();
      for (var seed : seeds) {
        var folder = Files.createDirectory(directory.resolve("round" + seed));
        rounds.add(() -> played(seed, folder, lanes));
      }

      var outcomes = new ArrayList<Outcome>();
      for (var each : threads.invokeAll(rounds)) {
        outcomes.add(each.get());
      }

      System.out.println(figures(outcomes, Duration.ofNanos(System.nanoTime() - began)));
      assertThat(outcomes)
          .extracting(Outcome::fault)
          .as("rounds that went wrong, by seed")
          .containsOnly("");
    } finally {
      for (var each : opened) {
        each.close();
      }
    }
  }

  private static Outcome played(long seed, Path folder, LinkedBlockingQueue<ChaosLane> lanes)
      throws Exception {
    var lane = lanes.take();
    try {
      var outcome = new ChaosRound(seed, folder, lane).play();
      if (ROUNDS > 10) {
        System.out.println("round " + seed + ": " + outcome);
      }
      return outcome;
    } finally {
      lanes.add(lane);
    }
  }

  /** Each stage comes as often as any other: it is the seed's remainder. */
  private static List<Long> seeds() {
    var chosen = Long.getLong("deadair.chaos.seed");
    var stages = ChaosRound.Stage.values().length;
    var random = new Random();
    return chosen == null
        ? LongStream.range(0, ROUNDS)
            .map(each -> stages * (random.nextInt(1_000_000) * 1_000L + each) + each % stages)
            .boxed()
            .toList()
        : List.of(chosen);
  }

  private static String figures(List<Outcome> outcomes, Duration took) {
    var faults =
        outcomes.stream()
            .flatMap(each -> each.faults().stream())
            .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
    var stages =
        outcomes.stream()
            .flatMap(each -> each.killedAt().stream())
            .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
    var paged =
        outcomes.stream()
            .map(Outcome::pagedAfter)
            .flatMap(Optional::stream)
            .sorted(Comparator.naturalOrder())
            .toList();
    var wrong = outcomes.stream().filter(each -> !each.fault().isEmpty()).count();
    return "%d rounds in %d s, %d outages, %d wrong; faults: %s; killed: %s; paged after: %s"
        .formatted(
            outcomes.size(),
            took.toSeconds(),
            paged.size(),
            wrong,
            faults,
            stages,
            paged.isEmpty()
                ? "-"
                : "median " + paged.get(paged.size() / 2) + ", most " + paged.getLast());
  }
}
