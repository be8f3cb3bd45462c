package dev.deadair.turn;

import static dev.deadair.turn.DrillWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Drill;
import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Severity;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A drill from its order to its end: who is told, what proves a receiver, and what comes of none.
 */
class DrillTest {
  private final DrillWorld world = new DrillWorld();

  @Test
  void onlyTheReceiverThatIsTriedIsToldThoughItWouldWaitOtherwise() {
    world.order("pagerduty", Severity.CRITICAL);
    world.run(Duration.ofMinutes(4));

    assertThat(world.sent).extracting(due -> due.route().member()).containsOnly("events");
    assertThat(world.sent.getFirst().page().summary())
        .isEqualTo("TEST, nothing is wrong: drill of pagerduty by test, 2026-11-02 00:00:01 UTC");
  }

  @Test
  void pagerDutyIsProvenByItsAnswerAndTheDrillEndsThen() {
    world.order("pagerduty", Severity.CRITICAL);
    world.run(SECOND.multipliedBy(2));

    var drill = world.latest("pagerduty");
    assertThat(drill.isProven()).isTrue();
    assertThat(drill.endedAt()).contains(drill.orderedAt().plus(SECOND));
    assertThat(DrillWorld.leg(drill, "events").accepted()).contains(drill.orderedAt().plus(SECOND));
    world.run(SECOND.multipliedBy(3));
    assertThat(world.sent.getLast().resolves()).isTrue();
    world.run(Duration.ofMinutes(2));
    assertThat(world.drills()).isEmpty();
  }

  @Test
  void anAlertmanagerIsProvenWhenItHasNotifiedAndTheOtherMembersWould() {
    world.order("alertmanager", Severity.CRITICAL);
    world.run(SECOND.multipliedBy(3));
    assertThat(world.latest("alertmanager").isOn()).as("accepted alone is no proof").isTrue();

    world.held("am1");
    world.held("am2");
    world.run(SECOND.multipliedBy(5));
    assertThat(world.latest("alertmanager").isOn()).as("listed alone is no proof").isTrue();
    world.receipt();
    world.run(SECOND);

    var drill = world.latest("alertmanager");
    assertThat(drill.isOn()).isFalse();
    assertThat(drill.isProven()).isTrue();
    assertThat(DrillWorld.leg(drill, "am1").notified().orElseThrow().since(drill.orderedAt()))
        .isEqualTo(SECOND.multipliedBy(7));
  }

  @Test
  void whatNobodyTakesIsGivenUpAfterTwoMinutesAndWarnedOf() {
    world.answering.remove("events");
    world.order("pagerduty", Severity.CRITICAL);
    world.run(Duration.ofMinutes(2).minus(SECOND));
    assertThat(world.latest("pagerduty").isOn()).isTrue();
    world.run(SECOND.multipliedBy(4));

    var drill = world.latest("pagerduty");
    assertThat(drill.endedAt()).contains(drill.orderedAt().plus(Drill.PATIENCE));
    assertThat(drill.isProven()).isFalse();
    assertThat(DrillWorld.leg(drill, "events").trouble()).isEqualTo("failed: connection refused");
    assertThat(world.open()).contains(AlertName.UNDELIVERED);
    assertThat(world.state.drills().proven()).isEmpty();
  }

  @Test
  void theWarningEndsWithTheNextDrillThatIsProven() {
    world.answering.remove("events");
    world.order("pagerduty", Severity.CRITICAL);
    world.run(Duration.ofMinutes(10));
    world.answering.add("events");
    world.order("pagerduty", Severity.CRITICAL);
    world.run(Duration.ofMinutes(6));

    assertThat(world.latest("pagerduty").isProven()).isTrue();
    assertThat(world.open()).doesNotContain(AlertName.UNDELIVERED);
  }

  @Test
  void aFailedDrillWithholdsNoHeartbeat() {
    world.answering.clear();
    world.order("pagerduty", Severity.CRITICAL);
    world.run(Duration.ofSeconds(90));

    assertThat(world.state.unheard(world.now)).isEmpty();
    assertThat(world.state.undeliveredSince(world.now)).isEmpty();
  }

  @Test
  void asAWarningItHasThatLabel() {
    world.order("hook", Severity.WARNING);
    world.run(SECOND);

    assertThat(world.sent.getFirst().incident().alert().labels())
        .containsOnly(
            Map.entry("alertname", "DeadairDrill"),
            Map.entry("severity", "warning"),
            Map.entry("watcher", "test"),
            Map.entry("receiver", "hook"));
  }

  @Test
  void noneBeginsBeforeTheEndOfTheOneBeforeIsToldEverywhere() {
    world.order("alertmanager", Severity.CRITICAL);
    world.run(Duration.ofMinutes(2).plus(SECOND.multipliedBy(10)));
    var first = world.latest("alertmanager");
    assertThat(first.isOn()).isFalse();

    world.order("alertmanager", Severity.CRITICAL);
    world.run(SECOND);
    assertThat(world.latest("alertmanager")).isEqualTo(first);

    world.run(Duration.ofMinutes(2));
    world.order("alertmanager", Severity.CRITICAL);
    world.run(SECOND);
    assertThat(world.latest("alertmanager").orderedAt().isAfter(first.orderedAt())).isTrue();
  }

  @Test
  void manyInAnHourEachEndAsSoonAsTheyAreProven() {
    for (var i = 0; i < 8; i++) {
      world.order("pagerduty", Severity.CRITICAL);
      world.run(Duration.ofMinutes(5));
      assertThat(world.drills()).as("after %d", i).noneMatch(Incident::isOpen);
    }
    assertThat(world.sent).filteredOn(due -> !due.resolves()).hasSize(8);
  }

  @Test
  void oneThatIsUnderWayWhenTheWatcherIsKilledIsEndedAfterItsRestart() {
    world.answering.remove("events");
    world.order("pagerduty", Severity.CRITICAL);
    world.run(SECOND.multipliedBy(10));
    world.answering.add("events");

    world.restart(SECOND.multipliedBy(20));
    assertThat(world.latest("pagerduty").isOn()).isFalse();
    world.sent.clear();
    // What was not answered may still arrive for a minute.
    world.run(Duration.ofMinutes(2));

    assertThat(world.sent).isNotEmpty().allMatch(Due::resolves);
    assertThat(world.open()).isEmpty();
    assertThat(world.drills()).isEmpty();
    assertThat(world.latest("pagerduty").isOn()).isFalse();
  }
}
