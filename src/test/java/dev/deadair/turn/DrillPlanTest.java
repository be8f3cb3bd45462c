package dev.deadair.turn;

import static dev.deadair.turn.DrillWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.DrillPlan;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a plan orders a drill, and when it waits. */
class DrillPlanTest {

  @Test
  void aPlanIsFollowedFromTheLastDrillAndNotFromTheStart() {
    var world = new DrillWorld(new DrillPlan("pagerduty", Duration.ofHours(2), Severity.WARNING));
    world.run(Duration.ofMinutes(10).minus(SECOND));
    assertThat(world.sent).as("never at once").isEmpty();
    world.run(SECOND.multipliedBy(5));
    var first = world.latest("pagerduty");
    assertThat(first.wanted().by()).isEqualTo("schedule");
    assertThat(first.isProven()).isTrue();

    for (var i = 0; i < 3; i++) {
      world.run(Duration.ofMinutes(25));
      world.restart(Duration.ofMinutes(10));
    }
    assertThat(world.latest("pagerduty").wanted()).isEqualTo(first.wanted());
    world.run(Duration.ofMinutes(16));

    var second = world.latest("pagerduty");
    assertThat(Duration.between(first.orderedAt().wall(), second.orderedAt().wall()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(2).plus(SECOND));
  }

  /** Two restarts: the first may still see that the clock was set. */
  @Test
  void aStepOfTheWallClockMakesNoPlanDueSooner() {
    var world = new DrillWorld(new DrillPlan("pagerduty", Duration.ofHours(9), Severity.WARNING));
    world.run(Duration.ofMinutes(11));
    var first = world.latest("pagerduty");
    assertThat(first.isProven()).isTrue();

    world.now =
        new Moment(world.now.wall().plus(Duration.ofDays(2)), world.now.mono(), world.now.boot());
    world.run(SECOND.multipliedBy(2));
    world.restart(SECOND);
    world.run(Duration.ofMinutes(11));

    assertThat(world.latest("pagerduty").wanted()).isEqualTo(first.wanted());
  }

  @Test
  void noPlanIsFollowedWhileAPageIsOutNorWhileTheJournalWouldForgetIt() {
    var world = new DrillWorld(new DrillPlan("hook", Duration.ofHours(2), Severity.CRITICAL));
    world.now = world.now.plus(Duration.ofMinutes(12));
    world.facts.add(new Fact.Stored(new Commit.Unkept("full")));
    world.run(SECOND.multipliedBy(20));
    assertThat(world.state.drills().latest()).as("journal").isEmpty();
    world.facts.add(new Fact.Stored(new Commit.Kept()));
    world.facts.add(new Fact.Asked("gateway", false, true, world.now));
    world.run(SECOND);
    assertThat(world.state.drills().latest()).isNotEmpty();
  }
}
