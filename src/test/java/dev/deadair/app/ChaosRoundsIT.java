package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.demo.AlertRecorder;
import dev.deadair.parts.Alertmanager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged daemon through random rounds: killed at any stage of an incident, frozen, cut off
 * from receivers and servers, its disk full, with real Alertmanagers and the recording PagerDuty.
 * No outage is lost, doubled, invented or left open.
 *
 * <p>{@code -Ddeadair.chaos.seed=N} repeats one round.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class ChaosRoundsIT {

  /** Rounds mostly wait: several at once do not disturb one another. */
  private static final int AT_ONCE = 4;

  private static final int ROUNDS = Boolean.getBoolean("deadair.full") ? 200 : 10;

  @TempDir private Path directory;

  @Test
  void nothingIsLostDoubledFalseOrStuck() throws Exception {
    try (var webhook = new AlertRecorder();
        var one = new Alertmanager("0.25");
        var other = new Alertmanager("0.25");
        var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      Alertmanager.cluster(one, other);
      for (var each : List.of(one, other)) {
        each.configure(Alertmanager.routingTo(webhook.url()));
        each.start();
      }
      one.awaitReady();
      other.awaitReady();
      var rounds = new ArrayList<Callable<String>>();
      for (var seed : seeds()) {
        var folder = Files.createDirectory(directory.resolve("round" + seed));
        rounds.add(() -> new ChaosRound(seed, folder, webhook, List.of(one, other)).play());
      }

      var faults = new ArrayList<String>();
      for (var each : threads.invokeAll(rounds)) {
        faults.add(each.get());
      }

      assertThat(faults).as("rounds that went wrong, by seed").containsOnly("");
    }
  }

  private static List<Long> seeds() {
    var chosen = Long.getLong("deadair.chaos.seed");
    return chosen == null
        ? new Random().longs(ROUNDS, 0, 1_000_000).distinct().boxed().toList()
        : List.of(chosen);
  }
}
