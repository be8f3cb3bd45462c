package dev.deadair.turn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Years of outages under every fault there is, taken through the real decision.
 *
 * <p>{@code -Ddeadair.outages=10000000} and {@code -Ddeadair.seed=} ask for more, and for others.
 */
class SimulationTest {

  private static final boolean FULL = Boolean.getBoolean("deadair.full");
  private static final long OUTAGES = Long.getLong("deadair.outages", FULL ? 1_000 : 800);
  private static final long FIRST_SEED = Long.getLong("deadair.seed", 0);

  /** Seeds that are run together: enough to keep two cores busy. */
  private static final int BATCH = 64;

  @Test
  void nothingIsLostDoubledFalseOrStuck() throws IOException {
    var began = System.nanoTime();
    var tally = Tally.NOTHING;
    for (var seed = FIRST_SEED; tally.outages() < OUTAGES; seed += BATCH) {
      var batch =
          LongStream.range(seed, seed + BATCH)
              .parallel()
              .mapToObj(Episode::of)
              .reduce(Tally.NOTHING, Tally::and);
      assertThat(batch.broken()).isEmpty();
      tally = tally.and(batch);
    }

    var took = Duration.ofNanos(System.nanoTime() - began);
    Files.writeString(Path.of("target", "simulation.txt"), tally + ", in " + took + "\n");
    assertThat(tally.owed()).as("steps at which a page was owed").isPositive();
  }
}
