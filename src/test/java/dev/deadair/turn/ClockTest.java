package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Severity;
import dev.deadair.alert.Stage;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteState;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clocks that are set, or stand still, must not make of a site. */
class ClockTest {

  private static final Limits LIMITS =
      Limits.of(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofMinutes(5));

  private final World world = new World(LIMITS, "ulsfo/ops/a");

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {7200, 1500, -1500, -7200})
  void aStepOfTheWallClockIsNoTimeWithoutData(long seconds) {
    world.run(Duration.ofMinutes(5));
    world.become("ulsfo/ops/a", Condition.KILLED);
    world.run(Duration.ofMinutes(3));

    world.stepClock(Duration.ofSeconds(seconds));
    world.run(Duration.ofMinutes(5));

    assertThat(world.sent).filteredOn(ClockTest::isAboutTheSite).isEmpty();
    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Stalled.class);
    world.run(Duration.ofMinutes(4));
    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Absent.class);
  }

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {7200, 1500, -1500, -7200})
  void neitherIsOneThatNobodySawBecauseWeWereAway(long seconds) {
    world.run(Duration.ofMinutes(5));
    world.become("ulsfo/ops/a", Condition.KILLED);
    world.run(Duration.ofMinutes(3));

    world.stepClock(Duration.ofSeconds(seconds));
    world.restart(Duration.ofSeconds(20));
    world.run(Duration.ofMinutes(5));

    assertThat(world.sent).filteredOn(ClockTest::isAboutTheSite).isEmpty();
    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Stalled.class);
    world.run(Duration.ofMinutes(5));
    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Absent.class);
  }

  /** Only two windows without data, and four looks to see it, would page so soon. */
  @Test
  void ofCountersThatStoodStillWhileWeWereAwayNoneSaysForHowLong() {
    world.run(Duration.ofMinutes(5));
    world.become("ulsfo/ops/a", Condition.FULL);
    world.run(Duration.ofMinutes(3));

    world.stepClock(Duration.ofHours(2));
    world.reboot(Duration.ofSeconds(20));
    world.run(Duration.ofSeconds(40));

    assertThat(world.sent).filteredOn(ClockTest::isAboutTheSite).isEmpty();
  }

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {7200, -7200})
  void dataThatGoesOnIsDatedNowWhateverTheWallClockWasSetTo(long seconds) {
    world.run(Duration.ofMinutes(5));

    world.stepClock(Duration.ofSeconds(seconds));
    world.run(Duration.ofMinutes(1));

    var last = world.site("ulsfo").lastData().orElseThrow();
    assertThat(world.now().since(last)).isLessThan(Duration.ofSeconds(45));
    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void anOutageAfterAStepBackAndARestartIsPagedInTime() {
    world.run(Duration.ofMinutes(5));
    world.stepClock(Duration.ofHours(-2));
    world.run(Duration.ofMinutes(1));
    world.restart(Duration.ofSeconds(5));
    world.run(Duration.ofMinutes(1));

    world.become("ulsfo/ops/a", Condition.KILLED);
    world.run(Duration.ofMinutes(11));

    assertThat(world.sent).filteredOn(ClockTest::isAboutTheSite).isNotEmpty();
  }

  @Test
  void dataOfASuspendIsNoLongerAgoThanItsEnd() {
    world.run(Duration.ofMinutes(5));

    world.suspend(Duration.ofMinutes(30));
    world.run(Duration.ofMinutes(1));

    assertThat(world.sent).filteredOn(ClockTest::isAboutTheSite).isEmpty();
    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void afterAStepClocksAreKeptWithTheVeryNextTurn() {
    world.run(Duration.ofMinutes(5));
    while (!world.turns.getLast().changes().memory().instances().isEmpty()) {
      world.second();
    }
    world.second();

    world.stepClock(Duration.ofHours(-2));
    world.second();

    assertThat(world.turns.getLast().changes().memory().instances()).isNotEmpty();
  }

  @Test
  void afterAStepWhileWeWereAwayClocksAreKeptWithTheFirstTurn() {
    world.run(Duration.ofMinutes(5));

    world.stepClock(Duration.ofHours(-2));
    world.restart(Duration.ofSeconds(20));
    world.second();

    assertThat(world.turns.getLast().changes().memory().instances()).isNotEmpty();
  }

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {7200, 400, -400, -7200})
  void anEndComesNoSoonerForAStepOfTheWallClockAndARestart(long seconds) {
    clearing();
    world.stepClock(Duration.ofSeconds(seconds));
    world.second();
    world.restart(Duration.ofSeconds(5));

    assertThat(toTheEnd()).isBetween(Duration.ofSeconds(225), Duration.ofSeconds(300));
  }

  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {7200, 400, -400, -7200})
  void norForOneWhileWeWereAwayAndTwoRestarts(long seconds) {
    clearing();
    world.stepClock(Duration.ofSeconds(seconds));
    world.restart(Duration.ofSeconds(5));
    world.second();
    world.restart(Duration.ofSeconds(5));

    assertThat(toTheEnd()).isBetween(Duration.ofSeconds(225), Duration.ofSeconds(300));
  }

  /** As long as data may go again, what was dark before it counts. */
  @ParameterizedTest(name = "by {0} s")
  @ValueSource(longs = {7200, 400, -400, -7200})
  void dataIsBackNoLongerForAStepOfTheWallClockAndARestart(long seconds) {
    clearing();
    world.stepClock(Duration.ofSeconds(seconds));
    world.second();
    world.restart(Duration.ofSeconds(5));
    world.run(Duration.ofMinutes(1));

    var judgement = world.site("ulsfo").judgement();
    assertThat(judgement.backFor(world.now()))
        .isBetween(Duration.ofSeconds(120), Duration.ofSeconds(135));
    assertThat(judgement.absence()).contains(SiteState.Why.WINDOW);
  }

  /** Data has been back for a minute of five. */
  private void clearing() {
    world.run(Duration.ofMinutes(5));
    world.become("ulsfo/ops/a", Condition.KILLED);
    world.run(Duration.ofMinutes(12));
    world.become("ulsfo/ops/a", Condition.RUNNING);
    while (!(absence().stage() instanceof Stage.Clearing)) {
      world.second();
    }
    world.run(Duration.ofMinutes(1));
  }

  private Duration toTheEnd() {
    var from = world.now();
    while (absence().isOpen()) {
      world.second();
    }
    return world.now().since(from);
  }

  private Incident absence() {
    return world.state().incidents().all().stream()
        .filter(each -> each.alert().name() == AlertName.SITE_ABSENT)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isAboutTheSite(Due due) {
    var alert = due.incident().alert();
    return alert.severity() == Severity.CRITICAL && alert.name().label().contains("SiteAbsent");
  }
}
