package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Stage;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaintenanceTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofMinutes(3), Duration.ofMinutes(5));

  /** So short that an incident opens while the end of the one before it is still told. */
  private static final Limits SHORT =
      Limits.of(Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(1));

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
    var other = withAFallback(LIMITS);
    maintain(other, Duration.ofMinutes(60));
    other.become(ONE.toString(), Condition.KILLED);

    other.run(Duration.ofMinutes(60).plusSeconds(59));
    assertThat(other.sent)
        .extracting(due -> due.incident().alert().name(), due -> due.route().member())
        .containsOnly(tuple(AlertName.SITE_ABSENT, "am1"));

    other.run(Duration.ofSeconds(3));
    assertThat(other.sent).extracting(due -> due.route().member()).contains("events");
  }

  @Test
  void whatFollowsAnIncidentThatReceiversWereToldOfIsNoOlderAtTheEnd() {
    var other = withAFallback(SHORT);
    outage(other, Duration.ofMinutes(4), Duration.ofMinutes(3));
    maintain(other, Duration.ofMinutes(20));
    other.become(ONE.toString(), Condition.KILLED);
    other.run(Duration.ofMinutes(10));
    assertThat(absent(other).told()).as("by the one before").isNotEmpty();
    other.restart(Duration.ofSeconds(20));
    other.run(Duration.ofMinutes(9));
    other.sent.clear();

    other.run(Duration.ofSeconds(90));
    assertThat(other.sent)
        .extracting(due -> due.incident().alert().name(), due -> due.route().member())
        .containsOnly(tuple(AlertName.SITE_ABSENT, "am1"));

    other.run(Duration.ofSeconds(40));
    assertThat(other.sent).extracting(due -> due.route().member()).contains("events");
  }

  /** Its receivers were told of the one before it, and of the end of both. */
  @Test
  void whatOpensClearsAndOpensAgainMeanwhileIsToldToNobody() {
    var other = withAFallback(SHORT);
    outage(other, Duration.ofMinutes(4), Duration.ofMinutes(3));
    maintain(other, Duration.ofMinutes(60));
    outage(other, Duration.ofMinutes(4), Duration.ZERO);
    awaitItsEnd(other);
    assertThat(other.sent).as("its end is told").anyMatch(Due::resolves);
    other.become(ONE.toString(), Condition.KILLED);

    other.run(Duration.ofMinutes(40));
    assertThat(absent(other).generation()).as("it is back").isEqualTo(3);
    assertThat(other.sent).noneMatch(due -> !due.resolves());

    other.run(Duration.ofMinutes(20));
    assertThat(other.sent)
        .filteredOn(due -> due.incident().alert().name() == AlertName.SITE_ABSENT)
        .filteredOn(due -> !due.resolves())
        .extracting(due -> due.route().member())
        .contains("am1", "events");
  }

  /** Who was told that it is over is told of no relapse of what somebody has begun to work on. */
  @Test
  void whatIsBackMeanwhileIsToldAtTheEndWhereItsEndWasToldBefore() {
    kill(ONE, TWO);
    world.run(Duration.ofMinutes(11));
    run(ONE, TWO);
    awaitItsEnd(world);
    maintain(ULSFO, Duration.ofMinutes(30), false);
    kill(ONE, TWO);
    world.sent.clear();

    world.run(Duration.ofMinutes(29));
    assertThat(absent(world).generation()).as("it is back").isEqualTo(3);
    assertThat(world.sent).noneMatch(due -> !due.resolves());

    world.run(Duration.ofMinutes(2));
    assertThat(pages("PrometheusSiteAbsent"))
        .extracting(due -> due.route().member())
        .containsOnly("am1", "am2");
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

  /** A world with one server, and PagerDuty a minute after the Alertmanager. */
  private static World withAFallback(Limits limits) {
    var other =
        new World(
            List.of(Receivers.alertmanager("am1"), Receivers.pagerDuty(Duration.ofSeconds(60))),
            limits,
            ONE.toString());
    other.run(Duration.ofMinutes(10));
    other.sent.clear();
    return other;
  }

  private static void maintain(World other, Duration atMost) {
    other.arrives(
        new Fact.Muted(new Maintenance.Wanted("m", ULSFO, atMost, false, "upgrade", "jo")));
  }

  /** All servers are gone for so long, and have been back for so long since. */
  private static void outage(World world, Duration gone, Duration back) {
    world.servers.keySet().forEach(each -> world.become(each.toString(), Condition.KILLED));
    world.run(gone);
    world.servers.keySet().forEach(each -> world.become(each.toString(), Condition.RUNNING));
    world.run(back);
    world.sent.clear();
  }

  /** Until Alertmanagers have been told of the end of the site's incident, and nobody else has. */
  private static void awaitItsEnd(World world) {
    for (var i = 0; i < 900 && !isEnding(world); i++) {
      world.second();
    }
    world.run(Duration.ofSeconds(3));
    assertThat(isEnding(world)).isTrue();
  }

  private static boolean isEnding(World world) {
    return absents(world).anyMatch(each -> each.stage() instanceof Stage.Closing);
  }

  private static Incident absent(World world) {
    return absents(world).reduce((_, latest) -> latest).orElseThrow();
  }

  private static Stream<Incident> absents(World world) {
    return world.state().incidents().all().stream()
        .filter(each -> each.alert().name() == AlertName.SITE_ABSENT);
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
