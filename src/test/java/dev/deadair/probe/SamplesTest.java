package dev.deadair.probe;

import static dev.deadair.probe.Wanted.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deadair.probe.Samples.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SamplesTest {

  private final Samples samples =
      new Samples(
          Wanted.of(metric("targets", "job"), metric("ready"), metric("absent")),
          Map.of(
              "targets",
              List.of(
                  new Sample(Map.of("job", "b"), 2),
                  new Sample(Map.of("job", "a"), 3),
                  new Sample(Map.of("job", "b"), 5),
                  new Sample(Map.of(), 7)),
              "ready",
              List.of(new Sample(Map.of(), 1))));

  @Test
  void anAbsentMetricIsEmptyNotZero() {
    assertThat(samples.value("absent")).isEmpty();
    assertThat(samples.sum("absent")).isEmpty();
    assertThat(samples.of("absent")).isEmpty();
  }

  @Test
  void sumsOverAllSeriesAndByOneLabel() {
    assertThat(samples.value("ready")).hasValue(1);
    assertThat(samples.sum("targets")).hasValue(17);
    assertThat(samples.by("targets", "job")).isEqualTo(Map.of("b", 7.0, "a", 3.0, "", 7.0));
  }

  @Test
  void askingForWhatWasNotWantedIsABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.value("raedy"))
        .withMessage("not wanted: raedy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> samples.by("targets", "jobs"))
        .withMessage("not wanted: label jobs of targets");
  }

  @Test
  void wantingAMetricTwiceIsABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wanted.of(metric("up"), metric("up", "job")))
        .withMessage("wanted twice: up");
  }
}
