package dev.deadair.notify;

import static dev.deadair.notify.ManualClock.START;
import static dev.deadair.notify.ManualClock.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Route;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberClockTest {
  private static final Instant NOW = START.wall();
  private final MemberClock clock = new MemberClock(new Route("alertmanager", "am1"));

  @Test
  void goesOnFromWhatTheMemberSaid() {
    clock.heard(Optional.of(NOW.minusSeconds(3600)), START);

    assertThat(clock.at(after(60))).isEqualTo(NOW.minusSeconds(3540));
  }

  @Test
  void goesOnWhileWeAreSuspendedAndWhateverOurWallClockDoes() {
    clock.heard(Optional.of(NOW), START);
    var resumed =
        new Moment(
            NOW.minusSeconds(999), START.mono().plusSeconds(1), START.boot().plusSeconds(7200));

    assertThat(clock.at(resumed)).isEqualTo(NOW.plusSeconds(7200));
    assertThat(clock.isStale(resumed)).isTrue();
  }

  @Test
  void isOursWhereTheMemberTellsNoTime() {
    clock.heard(Optional.empty(), START);

    assertThat(clock.at(after(60))).isEqualTo(NOW.plusSeconds(60));
    assertThat(clock.isStale(after(60))).isFalse();
  }

  @Test
  void isStaleUntilTheMemberSpokeAndAfterFiveMinutes() {
    assertThat(clock.isStale(START)).isTrue();
    clock.heard(Optional.of(NOW), START);

    assertThat(clock.isStale(after(300))).isFalse();
    assertThat(clock.isStale(after(301))).isTrue();
  }

  @Test
  void aDifferenceIsLoggedWhenItBeginsAndWhenItIsOver() {
    try (var log = new LogLines()) {
      for (var skew : new int[] {0, 30, 31, 600, -31, -30, 1}) {
        clock.heard(Optional.of(NOW.plus(Duration.ofSeconds(skew))), START);
      }

      assertThat(log.all()).hasSize(2);
      assertThat(log.all().getFirst()).startsWith("WARN its clock differs").contains("PT31S");
      assertThat(log.all().getLast()).startsWith("INFO its clock agrees").contains("PT-30S");
    }
  }
}
