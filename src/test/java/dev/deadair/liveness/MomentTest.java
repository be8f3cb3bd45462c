package dev.deadair.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Three clocks of one machine, of which one is set and one stands still in suspend. */
class MomentTest {

  private static final Instant WALL = Instant.parse("2026-11-02T10:00:00Z");
  private static final Moment NOON = new Moment(WALL, Duration.ofHours(3), Duration.ofHours(5));

  @Test
  void whatIsDatedIntoASuspendIsLaterThanWhatWasBeforeIt() {
    var asleep =
        new Moment(WALL.plusSeconds(60), NOON.mono(), NOON.boot().plus(Duration.ofSeconds(60)));

    assertThat(asleep.isAfter(NOON)).isTrue();
    assertThat(Moment.later(NOON, asleep)).isEqualTo(asleep);
  }

  @Test
  void aStepOfTheWallClockMakesNothingLater() {
    var stepped = new Moment(WALL.minusSeconds(3600), NOON.mono(), NOON.boot()).plus(second());

    assertThat(stepped.isAfter(NOON)).isTrue();
    assertThat(stepped.isStepped(NOON)).isTrue();
    assertThat(NOON.plus(second()).isStepped(NOON)).isFalse();
    assertThat(stepped.wallOf(NOON)).isEqualTo(WALL.minusSeconds(3600));
  }

  @Test
  void whatAnEarlierRunNotedIsNeverInTheFuture() {
    assertThat(NOON.noted(WALL.plusSeconds(3600))).isEqualTo(NOON);
    assertThat(NOON.noted(WALL.minusSeconds(60))).isEqualTo(NOON.minus(Duration.ofSeconds(60)));
  }

  private static Duration second() {
    return Duration.ofSeconds(1);
  }
}
