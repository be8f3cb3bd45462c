package dev.deadair.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CadenceTest {
  private Moment now =
      new Moment(Instant.parse("2023-05-05T00:00:00Z"), Duration.ZERO, Duration.ZERO);
  private Cadence cadence = Cadence.UNKNOWN.advanced(now);

  @Test
  void itIsUnknownUntilTwoGapsWereSeen() {
    assertThat(after(60)).isZero();
    assertThat(after(60)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aPauseIsNoInterval() {
    for (var i = 0; i < 6; i++) {
      after(60);
    }

    assertThat(after(900)).isEqualTo(Duration.ofSeconds(60));
    for (var i = 0; i < 6; i++) {
      assertThat(after(60)).isEqualTo(Duration.ofSeconds(60));
    }
  }

  @Test
  void oneOfTwoTargetsThatComesSoonAfterTheOtherIsNotTheInterval() {
    for (var i = 0; i < 3; i++) {
      after(15);
      after(105);
    }

    assertThat(after(15)).isEqualTo(Duration.ofSeconds(105));
    assertThat(after(105)).isEqualTo(Duration.ofSeconds(105));
  }

  @Test
  void whatCannotBeAnIntervalIsBounded() {
    for (var i = 0; i < 6; i++) {
      after(900);
    }

    assertThat(cadence.interval()).isEqualTo(Duration.ofMinutes(2));
  }

  private Duration after(int seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
    cadence = cadence.advanced(now);
    return cadence.interval();
  }
}
