package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Baseline;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaintenanceTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofMinutes(3), Duration.ofMinutes(5));
  private static final SiteId ULSFO = new SiteId("ulsfo");
  private static final GroupId OPS = new GroupId(ULSFO, "ops");
  private static final InstanceId ONE = new InstanceId(OPS, "prometheus4001");
  private static final InstanceId TWO = new InstanceId(OPS, "prometheus4002");

  private final World world = new World(LIMITS, ONE.toString(), TWO.toString());

  /** Long enough for what a start closes, in case an earlier run had left it open. */
  @BeforeEach
  void produce() {
    world.run(Duration.ofMinutes(10));
    world.sent.clear();
  }

  @Test
  void nobodyIsToldOfAMaintainedSiteAndTheIncidentIsThereAllTheSame() {
    maintain(ULSFO, Duration.ofHours(2), false);
    kill(ONE, TWO);

    world.run(Duration.ofMinutes(60));

    assertThat(world.sent).isEmpty();
    assertThat(world.state().incidents().all())
        .extracting(each -> each.alert().name().label())
        .contains("PrometheusSiteAbsent");
    assertThat(world.state().undeliveredSince(world.now())).isEmpty();
  }

  @Test
  void whatIsStillDarkAtTheEndIsPagedWithTheNextTurn() {
    maintain(ULSFO, Duration.ofMinutes(60), false);
    kill(ONE, TWO);
    world.run(Duration.ofMinutes(60).minusSeconds(1));
    assertThat(world.sent).isEmpty();

    world.run(Duration.ofSeconds(1));

    assertThat(pages("PrometheusSiteAbsent"))
        .extracting(due -> due.route().member())
        .containsExactlyInAnyOrder("am1", "am2", "events");
  }

  @Test
  void whoHasAnAfterWaitsFromTheEndAndNothingIsUndeliveredYet() {
    var other =
        new World(
            List.of(
                new Receiver(
                    "alertmanager",
                    Receiver.Nature.Level.DEFAULT,
                    Severity.WARNING,
                    List.of("am1"),
                    Map.of()),
                new Receiver(
                    "pagerduty",
                    Receiver.Nature.Edge.DEFAULT,
                    Severity.CRITICAL,
                    List.of("events"),
                    Map.of(),
                    Duration.ofSeconds(60))),
            LIMITS,
            ONE.toString());
    other.run(Duration.ofMinutes(10));
    other.sent.clear();
    other.arrives(
        new Fact.Muted(
            new Maintenance.Wanted("m", ULSFO, Duration.ofMinutes(60), false, "upgrade", "jo")));
    other.become(ONE.toString(), Condition.KILLED);

    other.run(Duration.ofMinutes(60).plusSeconds(59));
    assertThat(other.sent)
        .extracting(due -> due.incident().alert().name(), due -> due.route().member())
        .containsOnly(tuple(AlertName.SITE_ABSENT, "am1"));

    other.run(Duration.ofSeconds(3));
    assertThat(other.sent).extracting(due -> due.route().member()).contains("events");
  }

  @Test
  void timeWithoutDataAccruesMeanwhileSoAShortMaintenanceDelaysNoPage() {
    maintain(ULSFO, Duration.ofMinutes(5), false);
    kill(ONE, TWO);

    world.run(WINDOW.plus(World.INTERVAL.multipliedBy(2)));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void whatIsBackBeforeTheEndIsToldToNobody() {
    maintain(ULSFO, Duration.ofMinutes(30), false);
    kill(ONE, TWO);
    world.run(Duration.ofMinutes(28));
    run(ONE, TWO);

    world.run(Duration.ofMinutes(30));

    assertThat(world.sent).isEmpty();
    assertThat(world.state().incidents().all()).isEmpty();
  }

  @Test
  void aRelapseAfterTheEndIsPaged() {
    maintain(ULSFO, Duration.ofMinutes(30), false);
    kill(ONE, TWO);
    world.run(Duration.ofMinutes(28));
    run(ONE, TWO);
    world.run(Duration.ofMinutes(3));
    kill(ONE, TWO);

    world.run(Duration.ofMinutes(2));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void untilProducingItEndsWithTheReturnOfDataAndTheNextOutageIsTold() {
    maintain(ONE, Duration.ofHours(2), true);
    world.run(Duration.ofMinutes(5));
    assertThat(isMaintained()).as("before it went down").isTrue();
    kill(ONE);
    world.run(Duration.ofMinutes(10));
    assertThat(isMaintained()).as("while it is down").isTrue();
    run(ONE);
    world.run(Duration.ofMinutes(10));
    assertThat(isMaintained()).as("once it is back").isFalse();
    assertThat(world.sent).isEmpty();

    kill(ONE);
    world.run(Duration.ofMinutes(5));

    assertThat(pages("PrometheusInstanceDown")).isNotEmpty();
  }

  @Test
  void untilProducingEndsAtItsMaximumWhereDataDoesNotComeBack() {
    maintain(ULSFO, Duration.ofMinutes(20), true);
    kill(ONE, TWO);

    world.run(Duration.ofMinutes(21));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void aReplicaThatIsMaintainedDoesNotCoverTheOtherOne() {
    maintain(ONE, Duration.ofHours(2), false);
    kill(ONE, TWO);

    world.run(Duration.ofMinutes(12));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(pages("PrometheusInstanceDown"))
        .noneMatch(due -> due.incident().alert().subject().equals(ONE));
  }

  @Test
  void aSiteAllOfWhoseReplicasAreMaintainedIsMaintained() {
    maintain(ONE, Duration.ofHours(2), false);
    maintain(TWO, Duration.ofHours(2), false);
    kill(ONE, TWO);

    world.run(Duration.ofMinutes(30));

    assertThat(world.sent).isEmpty();
  }

  @Test
  void expiredItEndsAtOnce() {
    maintain(ULSFO, Duration.ofHours(2), false);
    kill(ONE, TWO);
    world.run(Duration.ofMinutes(20));
    assertThat(world.sent).isEmpty();

    world.arrives(new Fact.Commanded(new Command.Expire("m ulsfo")));
    world.run(Duration.ofSeconds(2));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void aPageThatIsOutGoesOnBeingTold() {
    kill(ONE, TWO);
    world.run(Duration.ofMinutes(11));
    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
    maintain(ULSFO, Duration.ofHours(2), false);
    world.run(Duration.ofSeconds(2));
    world.sent.clear();

    world.run(Duration.ofMinutes(5));

    assertThat(pages("PrometheusSiteAbsent"))
        .extracting(due -> due.route().receiver())
        .contains("alertmanager");
  }

  @Test
  void itOutlivesTheWatcher() {
    maintain(ULSFO, Duration.ofMinutes(60), false);
    kill(ONE, TWO);
    world.run(Duration.ofMinutes(5));

    world.restart(Duration.ofSeconds(20));
    world.run(Duration.ofMinutes(54));
    assertThat(world.sent).isEmpty();
    world.run(Duration.ofMinutes(2));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void asleepItsTimePassesAndAStepOfTheWallClockDoesNotEndIt() {
    maintain(ULSFO, Duration.ofMinutes(60), false);
    kill(ONE, TWO);
    world.run(Duration.ofMinutes(20));
    world.stepClock(Duration.ofHours(3));
    world.run(Duration.ofMinutes(20));
    assertThat(pages("PrometheusSiteAbsent")).isEmpty();

    world.suspend(Duration.ofMinutes(30));
    world.run(Duration.ofMinutes(1));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("eachPart")
  void nothingIsLearntOfAGroupThatIsWorkedOnOrAPartOfIt(Subject subject) {
    world.run(Duration.ofMinutes(30));
    var before = baseline();
    assertThat(before.recent()).hasSizeGreaterThan(5);
    maintain(subject, Duration.ofMinutes(60), false);
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
    maintain(new SiteId("elsewhere"), Duration.ofMinutes(60), false);
    world.run(Duration.ofMinutes(10));

    assertThat(baseline()).isNotEqualTo(before);
  }

  private Baseline baseline() {
    return world.site("ulsfo").group(ONE.group()).orElseThrow().ingestion().baseline();
  }

  /** A journal keeps nothing but what the wall clock shows. */
  @Test
  void aStepOfTheWallClockMovesWhatItsEndIsCalled() {
    maintain(ULSFO, Duration.ofMinutes(60), false);
    var end = world.state().mutes().all().iterator().next().end();

    world.stepClock(Duration.ofHours(-2));
    world.run(Duration.ofSeconds(2));

    var called = new Moment(end.wall().minus(Duration.ofHours(2)), end.mono(), end.boot());
    assertThat(world.state().mutes().all()).extracting(Maintenance::end).containsOnly(called);
    assertThat(world.turns)
        .anyMatch(turn -> turn.changes().mutes().equals(Optional.of(world.state().mutes())));
  }

  private void maintain(Subject subject, Duration atMost, boolean untilProducing) {
    world.arrives(
        new Fact.Muted(
            new Maintenance.Wanted(
                "m " + subject, subject, atMost, untilProducing, "upgrade", "jo")));
    world.run(Duration.ofSeconds(1));
  }

  private boolean isMaintained() {
    return world.state().mutes().all().stream().anyMatch(each -> each.isOn(world.now()));
  }

  private void kill(InstanceId... ids) {
    List.of(ids).forEach(each -> world.become(each.toString(), Condition.KILLED));
  }

  private void run(InstanceId... ids) {
    List.of(ids).forEach(each -> world.become(each.toString(), Condition.RUNNING));
  }

  private List<Due> pages(String name) {
    return world.sent.stream()
        .filter(due -> due.incident().alert().name().label().equals(name))
        .toList();
  }
}
