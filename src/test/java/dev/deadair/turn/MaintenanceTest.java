package dev.deadair.turn;

import static dev.deadair.turn.Pair.LIMITS;
import static dev.deadair.turn.Pair.ONE;
import static dev.deadair.turn.Pair.TWO;
import static dev.deadair.turn.Pair.ULSFO;
import static dev.deadair.turn.Pair.WINDOW;
import static dev.deadair.turn.Pair.toldOfItsStart;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Receivers;
import dev.deadair.liveness.Baseline;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a maintenance keeps from being told, of what, and until when. */
class MaintenanceTest {

  private final World world = Pair.producing();

  @Test
  void nobodyIsToldOfAMaintainedSiteAndTheIncidentIsThereAllTheSame() {
    world.maintain(ULSFO, Duration.ofHours(2), false);
    world.kill(ONE, TWO);

    world.run(Duration.ofMinutes(60));

    assertThat(world.sent).isEmpty();
    assertThat(world.state().incidents().all())
        .extracting(each -> each.alert().name().label())
        .contains("PrometheusSiteAbsent");
    assertThat(world.state().undeliveredSince(world.now())).isEmpty();
  }

  @Test
  void whatIsStillDarkAtTheEndIsPagedWithTheNextTurn() {
    world.maintain(ULSFO, Duration.ofMinutes(60), false);
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(60).minusSeconds(1));
    assertThat(world.sent).isEmpty();

    world.run(Duration.ofSeconds(1));

    assertThat(world.pages("PrometheusSiteAbsent"))
        .extracting(due -> due.route().member())
        .containsExactlyInAnyOrder("am1", "am2", "events");
  }

  @Test
  void timeWithoutDataAccruesMeanwhileSoAShortMaintenanceDelaysNoPage() {
    world.maintain(ULSFO, Duration.ofMinutes(5), false);
    world.kill(ONE, TWO);

    world.run(WINDOW.plus(World.INTERVAL.multipliedBy(2)));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void whatIsBackBeforeTheEndIsToldToNobody() {
    world.maintain(ULSFO, Duration.ofMinutes(30), false);
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(28));
    world.revive(ONE, TWO);

    world.run(Duration.ofMinutes(30));

    assertThat(world.sent).isEmpty();
    assertThat(world.state().incidents().all()).isEmpty();
  }

  /** Its site was paged to nobody, and is over before that could say anything of it. */
  @Test
  void aGroupThatIsStillDarkAtTheEndIsPagedWithTheNextTurnThoughItsSiteIsBack() {
    var other = "ulsfo/k8s/prometheus4003";
    var two = toldOfItsStart(new World(LIMITS, ONE.toString(), other));
    two.maintain(ULSFO, Duration.ofMinutes(60), false);
    two.kill(ONE);
    two.become(other, Condition.KILLED);
    two.run(Duration.ofMinutes(58));
    two.become(other, Condition.RUNNING);
    two.run(Duration.ofMinutes(2).minusSeconds(1));
    assertThat(two.sent).isEmpty();

    two.run(Duration.ofSeconds(1));

    assertThat(two.pages("PrometheusGroupAbsent"))
        .extracting(due -> due.route().member())
        .containsExactlyInAnyOrder("am1", "am2", "events");
    assertThat(two.pages("PrometheusSiteAbsent")).isEmpty();
  }

  @Test
  void whatIsBackBeforeTheEndIsToldToNobodyElseEither() {
    var fallback = Receivers.pagerDuty(Duration.ofMinutes(1));
    var receivers = List.of(Receivers.alertmanager("am1"), fallback);
    var other = toldOfItsStart(new World(receivers, LIMITS, ONE.toString()));
    other.kill(ONE);
    while (other.pages("PrometheusSiteAbsent").isEmpty()) {
      other.run(Duration.ofSeconds(1));
    }
    other.maintain(ULSFO, Duration.ofMinutes(20), false);
    other.run(Duration.ofMinutes(18));
    other.revive(ONE);
    other.run(Duration.ofMinutes(10));

    assertThat(other.pages("PrometheusSiteAbsent"))
        .filteredOn(due -> !due.resolves())
        .extracting(due -> due.route().member())
        .containsOnly("am1");
  }

  /** Nobody knew that it was dark, so that it must be dark for a window again. */
  @Test
  void aBlipAfterTheEndIsToldToNobodyAndAnOutageIs() {
    world.maintain(ULSFO, Duration.ofHours(2), true);
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(12));
    world.revive(ONE, TWO);
    world.run(Duration.ofMinutes(2));
    assertThat(isMaintained()).as("once it is back").isFalse();

    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(1));
    world.revive(ONE, TWO);
    world.run(Duration.ofMinutes(10));
    assertThat(world.sent).isEmpty();

    world.kill(ONE, TWO);
    world.run(WINDOW.plus(World.INTERVAL.multipliedBy(2)));
    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void aRelapseAfterTheEndIsPaged() {
    world.maintain(ULSFO, Duration.ofMinutes(30), false);
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(28));
    world.revive(ONE, TWO);
    world.run(Duration.ofMinutes(3));
    world.kill(ONE, TWO);

    world.run(Duration.ofMinutes(2));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void untilProducingItEndsWithTheReturnOfDataAndTheNextOutageIsTold() {
    world.maintain(ONE, Duration.ofHours(2), true);
    world.run(Duration.ofMinutes(5));
    assertThat(isMaintained()).as("before it went down").isTrue();
    world.kill(ONE);
    world.run(Duration.ofMinutes(10));
    assertThat(isMaintained()).as("while it is down").isTrue();
    world.revive(ONE);
    world.run(Duration.ofMinutes(10));
    assertThat(isMaintained()).as("once it is back").isFalse();
    assertThat(world.sent).isEmpty();

    world.kill(ONE);
    world.run(Duration.ofMinutes(5));

    assertThat(world.pages("PrometheusInstanceDown")).isNotEmpty();
  }

  @Test
  void untilProducingEndsAtItsMaximumWhereDataDoesNotComeBack() {
    world.maintain(ULSFO, Duration.ofMinutes(20), true);
    world.kill(ONE, TWO);

    world.run(Duration.ofMinutes(21));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void aReplicaThatIsMaintainedDoesNotCoverTheOtherOne() {
    world.maintain(ONE, Duration.ofHours(2), false);
    world.kill(ONE, TWO);

    world.run(Duration.ofMinutes(12));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(world.pages("PrometheusInstanceDown"))
        .noneMatch(due -> due.incident().alert().subject().equals(ONE));
  }

  @Test
  void aSiteAllOfWhoseReplicasAreMaintainedIsMaintained() {
    world.maintain(ONE, Duration.ofHours(2), false);
    world.maintain(TWO, Duration.ofHours(2), false);
    world.kill(ONE, TWO);

    world.run(Duration.ofMinutes(30));

    assertThat(world.sent).isEmpty();
  }

  @Test
  void expiredItEndsAtOnce() {
    world.maintain(ULSFO, Duration.ofHours(2), false);
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(20));
    assertThat(world.sent).isEmpty();

    world.arrives(new Fact.Commanded(new Command.Expire("m ulsfo")));
    world.run(Duration.ofSeconds(2));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void aPageThatIsOutGoesOnBeingTold() {
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(11));
    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
    world.maintain(ULSFO, Duration.ofHours(2), false);
    world.run(Duration.ofSeconds(2));
    world.sent.clear();

    world.run(Duration.ofMinutes(5));

    assertThat(world.pages("PrometheusSiteAbsent"))
        .extracting(due -> due.route().receiver())
        .contains("alertmanager");
  }

  @Test
  void itOutlivesTheWatcher() {
    world.maintain(ULSFO, Duration.ofMinutes(60), false);
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(5));

    world.restart(Duration.ofSeconds(20));
    world.run(Duration.ofMinutes(54));
    assertThat(world.sent).isEmpty();
    world.run(Duration.ofMinutes(2));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void asleepItsTimePassesAndAStepOfTheWallClockDoesNotEndIt() {
    world.maintain(ULSFO, Duration.ofMinutes(60), false);
    world.kill(ONE, TWO);
    world.run(Duration.ofMinutes(20));
    world.stepClock(Duration.ofHours(3));
    world.run(Duration.ofMinutes(20));
    assertThat(world.pages("PrometheusSiteAbsent")).isEmpty();

    world.suspend(Duration.ofMinutes(30));
    world.run(Duration.ofMinutes(1));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("eachPart")
  void nothingIsLearntOfAGroupThatIsWorkedOnOrAPartOfIt(Subject subject) {
    world.run(Duration.ofMinutes(30));
    var before = baseline();
    assertThat(before.recent()).hasSizeGreaterThan(5);
    world.maintain(subject, Duration.ofMinutes(60), false);
    world.run(Duration.ofMinutes(58));
    assertThat(baseline()).isEqualTo(before);

    world.run(Duration.ofMinutes(10));

    assertThat(baseline()).isNotEqualTo(before);
  }

  static List<Subject> eachPart() {
    return List.of(ULSFO, ONE.group(), ONE);
  }

  @Test
  void aGroupThatNobodyWorksOnLearnsAllTheTime() {
    world.run(Duration.ofMinutes(30));
    var before = baseline();
    world.maintain(new SiteId("elsewhere"), Duration.ofMinutes(60), false);
    world.run(Duration.ofMinutes(10));

    assertThat(baseline()).isNotEqualTo(before);
  }

  private Baseline baseline() {
    return world.site("ulsfo").group(ONE.group()).orElseThrow().ingestion().baseline();
  }

  /** A journal keeps nothing but what the wall clock shows. */
  @Test
  void aStepOfTheWallClockMovesWhatItsEndIsCalled() {
    world.maintain(ULSFO, Duration.ofMinutes(60), false);
    var end = world.state().mutes().all().iterator().next().end();

    world.stepClock(Duration.ofHours(-2));
    world.run(Duration.ofSeconds(2));

    var called = new Moment(end.wall().minus(Duration.ofHours(2)), end.mono(), end.boot());
    assertThat(world.state().mutes().all()).extracting(Maintenance::end).containsOnly(called);
    assertThat(world.turns)
        .anyMatch(turn -> turn.changes().mutes().equals(Optional.of(world.state().mutes())));
  }

  private boolean isMaintained() {
    return world.state().mutes().all().stream().anyMatch(each -> each.isOn(world.now()));
  }
}
