package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100, 1000, 10_000})
  void phasesAreSpreadEvenlyHoweverManyThereAre(int instances) {
    var phases =
        IntStream.range(0, instances)
            .mapToLong(place -> Schedule.phase(place, INTERVAL).toNanos())
            .sorted()
            .toArray();

    var widest =
        LongStream.concat(
                LongStream.of(phases[0] + INTERVAL.toNanos() - phases[instances - 1]),
                IntStream.range(1, instances).mapToLong(i -> phases[i] - phases[i - 1]))
            .max()
            .orElseThrow();

    assertThat(phases[instances - 1]).isLessThan(INTERVAL.toNanos());
    assertThat(widest).isLessThanOrEqualTo(INTERVAL.multipliedBy(2).toNanos() / instances);
  }

  @Test
  void thePhaseOfAnInstanceDoesNotDependOnThoseAfterIt() {
    assertThat(Schedule.phase(0, INTERVAL)).isZero();
    assertThat(Schedule.phase(1, INTERVAL).toMillis()).isEqualTo(9270);
  }
}
