package dev.deadair.demo;

import static dev.deadair.demo.Outage.Page.NONE;
import static dev.deadair.demo.Outage.Page.OPEN;
import static dev.deadair.demo.Outage.Page.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryTest {
  private static final Tempo TEMPO = Tempo.of(1);
  private static final Story STORY = new Story(TEMPO, List.of("eqsin", "ulsfo"));

  @Test
  void oneSiteFailsAfterTheOtherAndThenTheFirstAgain() {
    assertThat(List.of(STORY.outage(0), STORY.outage(1), STORY.outage(2)))
        .extracting(Outage::site)
        .containsExactly("eqsin", "ulsfo", "eqsin");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Tempo.SLOWEST, 0.5, 1, 2, Tempo.FASTEST})
  void noOutageBeginsBeforeTheOneBeforeIsOver(double speed) {
    var story = new Story(Tempo.of(speed), List.of("eqsin", "ulsfo"));

    assertThat(story.outage(1).begins()).isGreaterThan(story.outage(0).over());
    assertThat(story.outage(2).begins()).isGreaterThan(story.outage(1).over());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Tempo.SLOWEST, 0.5, 1, 2, Tempo.FASTEST})
  void anOutageOutlivesTheMomentAtWhichItsPageIsDue(double speed) {
    var tempo = Tempo.of(speed);
    var outage = new Story(tempo, List.of("eqsin")).outage(0);

    var due = outage.begins().plus(tempo.window()).plus(tempo.interval()).plusSeconds(2);

    assertThat(outage.ends()).isGreaterThan(due);
    assertThat(outage.over()).isGreaterThan(outage.ends().plus(tempo.clearAfter()));
  }

  @Test
  void theFirstOutageIsOverWithinAMinute() {
    assertThat(STORY.outage(0).over()).isLessThanOrEqualTo(Duration.ofSeconds(52));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Tempo.SLOWEST, 0.5, 1, 2, Tempo.FASTEST})
  void aWindowAlwaysHasThreeLooks(double speed) {
    var tempo = Tempo.of(speed);

    assertThat(tempo.window()).isGreaterThanOrEqualTo(tempo.interval().multipliedBy(3));
    assertThat(tempo.interval()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(tempo.warnAfter()).isLessThan(tempo.window());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.09, 5.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aSpeedAtWhichNothingCanBeSeenIsRefused(double speed) {
    assertThatThrownBy(() -> Tempo.of(speed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a speed is between 0.1 and 5.0");
  }

  @Test
  void itIsAlwaysSaidWhatHappensNext() {
    var outage = STORY.outage(0);

    assertThat(next(outage, outage.begins().minusSeconds(3), NONE)).isEqualTo("eqsin fails in 3 s");
    assertThat(next(outage, outage.begins(), NONE)).isEqualTo("page for eqsin due in 15 s");
    assertThat(next(outage, outage.begins().plusSeconds(16), NONE))
        .isEqualTo("page for eqsin is due");
    assertThat(next(outage, outage.ends().minusMillis(1_400), OPEN))
        .isEqualTo("eqsin is repaired in 2 s");
    assertThat(next(outage, outage.ends(), OPEN)).isEqualTo("resolve of eqsin due in 11 s");
    assertThat(next(outage, outage.over(), OPEN)).isEqualTo("resolve of eqsin is due");
    assertThat(next(outage, outage.over(), RESOLVED)).isEqualTo("eqsin is well again");
  }

  private static String next(Outage outage, Duration elapsed, Outage.Page page) {
    return outage.next(elapsed, page, TEMPO);
  }
}
