package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.alert.Reason;
import dev.deadair.liveness.Floor;
import dev.deadair.liveness.Hours;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteState;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofMinutes(3), Duration.ofMinutes(5));
  private static final String A = "ulsfo/ops/prometheus4001";
  private static final String B = "ulsfo/ops/prometheus4002";

  private final World world = new World(LIMITS, A, B);

  @Test
  void aSiteWhoseServersScrapeIsProducing() {
    world.run(Duration.ofMinutes(2));

    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Producing.class);
    assertThat(world.sent).isEmpty();
  }

  @Test
  void oneReplicaIsEnoughAndItsLossIsAWarning() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.run(Duration.ofMinutes(30));

    assertThat(pages("PrometheusSiteAbsent")).isEmpty();
    assertThat(pages("PrometheusSiteStalled")).isEmpty();
    assertThat(pages("PrometheusInstanceDown")).isNotEmpty();
    assertThat(world.sent).allMatch(due -> due.receiver().name().equals("alertmanager"));
  }

  @Test
  void aSiteWithoutDataForItsWindowIsOnePageOnEveryRoute() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(12));

    assertThat(pages("PrometheusSiteAbsent"))
        .filteredOn(due -> due.reason() == Reason.FIRST)
        .extracting(due -> due.route().member())
        .containsExactlyInAnyOrder("am1", "am2", "events");
    var incident = pages("PrometheusSiteAbsent").getFirst().incident();
    var lastSample = world.server(B).lastUseful().orElseThrow();
    var after = Duration.between(lastSample, incident.openedAt().wall());
    assertThat(after).isBetween(WINDOW.minus(World.INTERVAL), WINDOW.plus(World.INTERVAL));
    assertThat(Duration.between(incident.lastData().orElseThrow(), incident.openedAt().wall()))
        .isBetween(WINDOW, WINDOW.plusSeconds(2));
  }

  @Test
  void aHungServerCountsWhileAControlAnswers() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.FROZEN);
    world.become(B, Condition.FROZEN);
    world.run(Duration.ofMinutes(12));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void whenWeAreCutOffNothingIsPagedAndNothingIsResolved() {
    world.run(Duration.ofMinutes(2));
    world.blind(true);
    world.run(Duration.ofMinutes(60));

    assertThat(world.sent)
        .extracting(due -> due.incident().alert().name().label())
        .containsOnly("DeadairBlind");
    assertThat(world.site("ulsfo").judgement().blind()).isPresent();
    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void aServerWhoseTargetsAreAllDownIsIdleAndTheSiteIsPaged() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.STARVED);
    world.become(B, Condition.STARVED);
    world.run(Duration.ofMinutes(12));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(world.site("ulsfo").groups().getFirst().instances())
        .extracting(instance -> instance.state().word())
        .containsOnly("idle");
  }

  @Test
  void replayIsNeitherHealthNorDeathAndCountsTowardsTheWindow() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.REPLAYING);
    world.become(B, Condition.REPLAYING);
    world.run(Duration.ofMinutes(12));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(world.site("ulsfo").groups().getFirst().instances())
        .extracting(instance -> instance.state().word())
        .containsOnly("starting");
  }

  @Test
  void aSiteNeverSeenProducingPagesToo() {
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(11));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(pages("PrometheusSiteAbsent").getFirst().incident().lastData()).isEmpty();
  }

  @Test
  void dataForClearAfterResolvesEachRouteOnceAndThePageNamesItsOnset() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(12));
    world.become(A, Condition.RUNNING);
    world.run(Duration.ofMinutes(4));
    assertThat(pages("PrometheusSiteAbsent")).noneMatch(Due::resolves);

    world.run(Duration.ofMinutes(3));

    assertThat(pages("PrometheusSiteAbsent"))
        .filteredOn(due -> due.resolves() && due.route().receiver().equals("pagerduty"))
        .hasSize(1);
    assertThat(world.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void aRelapseBeforeTheResolveIsTheSameIncident() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(12));
    world.become(A, Condition.RUNNING);
    world.run(Duration.ofMinutes(3));
    world.become(A, Condition.KILLED);
    world.run(Duration.ofMinutes(20));

    assertThat(pages("PrometheusSiteAbsent"))
        .extracting(due -> due.incident().id())
        .containsOnly(pages("PrometheusSiteAbsent").getFirst().incident().id());
    assertThat(pages("PrometheusSiteAbsent")).noneMatch(Due::resolves);
  }

  @Test
  void aGroupPagesByItselfOnlyWhileAnotherGroupHasData() {
    var other = "ulsfo/k8s/prometheus4003";
    var two = new World(LIMITS, A, B, other);
    two.run(Duration.ofMinutes(2));
    two.become(other, Condition.KILLED);
    two.run(Duration.ofMinutes(12));

    assertThat(two.sent)
        .filteredOn(due -> due.route().receiver().equals("pagerduty"))
        .extracting(due -> due.incident().alert().name().label())
        .containsOnly("PrometheusGroupAbsent");
  }

  @Test
  void aSitesPageInhibitsWhatLiesBelowIt() {
    var two = new World(LIMITS, A, B, "ulsfo/k8s/prometheus4003");
    two.run(Duration.ofMinutes(2));
    two.servers.values().forEach(server -> server.become(Condition.KILLED));
    two.run(Duration.ofMinutes(30));

    assertThat(two.sent)
        .extracting(due -> due.incident().alert().name().label())
        .containsOnly("PrometheusSiteStalled", "PrometheusSiteAbsent");
  }

  @Test
  void timeThatWeCouldNotSeeIsNotCountedAsTimeWithoutData() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(3));
    world.blind(true);
    world.run(Duration.ofMinutes(6));
    world.blind(false);
    world.run(Duration.ofMinutes(5));
    assertThat(pages("PrometheusSiteAbsent")).isEmpty();

    world.run(Duration.ofMinutes(4));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void twoWindowsAfterTheLastDataItIsAbsentWhateverWasPaused() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    for (var minutes = 0; minutes < 27; minutes += 9) {
      world.run(Duration.ofMinutes(2));
      world.blind(true);
      world.run(Duration.ofMinutes(7));
      world.blind(false);
    }
    world.run(Duration.ofMinutes(2));

    assertThat(world.site("ulsfo").judgement().state())
        .isInstanceOfSatisfying(
            SiteState.Absent.class,
            absent -> assertThat(absent.why()).isEqualTo(SiteState.Why.BACKSTOP));
  }

  @Test
  void warningsThatNobodyHasHeardYetGiveWayToThePage() {
    world.run(Duration.ofMinutes(2));
    world.unheard(true);
    world.become(A, Condition.KILLED);
    world.run(Duration.ofMinutes(5));
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(12));
    world.sent.clear();
    world.run(Duration.ofMinutes(1));

    assertThat(world.sent)
        .extracting(due -> due.incident().alert().name().label())
        .containsOnly("PrometheusSiteAbsent", "DeadairUndelivered");
  }

  @Test
  void whatAServerAppendsWhileItIsNotReadyIsNoData() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.STOPPING);
    world.become(B, Condition.STOPPING);
    world.run(Duration.ofMinutes(12));

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void aServerThatScrapesEveryTwoMinutesDoesNotFlicker() {
    var slow = new World(LIMITS, Duration.ofMinutes(2), 5, 20, A);
    // Until it has scraped twice its interval is not known.
    slow.run(Duration.ofMinutes(5));
    slow.turns.clear();
    slow.run(Duration.ofMinutes(60));

    assertThat(slow.turns)
        .flatExtracting(Turn::transitions)
        .extracting(each -> each.to())
        .doesNotContain("stalled", "absent", "idle");
  }

  @Test
  void theAlertmanagerIsToldAgainAndPagerDutyIsNot() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(20));

    var absent = pages("PrometheusSiteAbsent");
    assertThat(absent).filteredOn(due -> due.route().member().equals("events")).hasSize(1);
    assertThat(absent).filteredOn(due -> due.route().member().equals("am1")).hasSizeGreaterThan(8);
  }

  @Test
  void dataNowAndAgainIsPagedOnceItIsTooRare() {
    world.run(Duration.ofMinutes(40));
    world.become(B, Condition.KILLED);
    flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 1);
    assertThat(pages("PrometheusSiteAbsent")).isEmpty();

    flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 2);

    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(absence()).contains(SiteState.Why.FLAPPING);
    var opened = pages("PrometheusSiteAbsent").getFirst().incident().openedAt().wall();
    assertThat(Duration.between(World.START.plus(Duration.ofMinutes(40)), opened))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
  }

  @Test
  void aFlappingSiteIsResolvedOnlyOnceItIsCoveredAgain() {
    world.run(Duration.ofMinutes(40));
    world.become(B, Condition.KILLED);
    flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 3);
    world.run(Duration.ofMinutes(9));
    assertThat(pages("PrometheusSiteAbsent")).noneMatch(Due::resolves);

    world.run(Duration.ofMinutes(15));

    assertThat(pages("PrometheusSiteAbsent")).anyMatch(Due::resolves);
    assertThat(absence()).isEmpty();
  }

  @Test
  void anOutageThatWasPagedForIsNotPagedForAgainAtTheNextHiccup() {
    world.run(Duration.ofMinutes(2));
    world.become(B, Condition.KILLED);
    flap(Duration.ofMinutes(16), Duration.ofMinutes(6), 1);
    var incident = pages("PrometheusSiteAbsent").getFirst().incident().id();
    assertThat(pages("PrometheusSiteAbsent")).anyMatch(Due::resolves);

    flap(Duration.ofMinutes(2), Duration.ofMinutes(20), 1);

    assertThat(pages("PrometheusSiteAbsent"))
        .extracting(due -> due.incident().id())
        .containsOnly(incident);
  }

  @Test
  void whatIsMissingOfTheCoverageOutlivesTheWatcher() {
    world.run(Duration.ofMinutes(40));
    world.become(B, Condition.KILLED);
    flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 1);
    world.restart(Duration.ofSeconds(20));
    flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 1);

    assertThat(absence()).contains(SiteState.Why.FLAPPING);
  }

  @Test
  void timeThatWeCouldNotSeeIsNotMissingOfTheCoverage() {
    world.run(Duration.ofMinutes(40));
    world.become(B, Condition.KILLED);
    for (var i = 0; i < 3; i++) {
      world.blind(true);
      flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 1);
      world.blind(false);
      world.run(Duration.ofMinutes(2));
    }

    assertThat(world.sent)
        .extracting(due -> due.incident().alert().name().label())
        .doesNotContain("PrometheusSiteAbsent");
  }

  @Test
  void aServerThatStartsAgainAndAgainIsCrashLoopingAndItsSiteIsPaged() {
    world.run(Duration.ofMinutes(2));
    world.become(B, Condition.KILLED);
    for (var i = 0; i < 24; i++) {
      world.become(A, Condition.KILLED);
      world.run(Duration.ofSeconds(5));
      world.become(A, Condition.REPLAYING);
      world.run(Duration.ofSeconds(25));
    }

    assertThat(world.site("ulsfo").groups().getFirst().instances())
        .extracting(instance -> instance.state().word())
        .containsExactly("crash-looping", "down");
    assertThat(pages("PrometheusSiteAbsent")).isNotEmpty();
  }

  @Test
  void aSiteThatHasDataButLessThanItsFloorIsPagedAfterTheWindow() {
    var limits =
        new Limits(
            WINDOW,
            LIMITS.warnAfter(),
            LIMITS.clearAfter(),
            LIMITS.span(),
            LIMITS.minimum(),
            new Floor.Absolute(200));
    // 20 targets with 100 samples each, every 15 s: 133 samples a second.
    var poor = new World(limits, A, B);
    poor.run(Duration.ofMinutes(10));
    assertThat(poor.sent).isEmpty();

    poor.run(Duration.ofMinutes(3));

    assertThat(poor.sent)
        .extracting(due -> due.incident().alert().toString())
        .containsOnly("PrometheusIngestionLost{ulsfo/ops}");
    assertThat(poor.site("ulsfo").judgement().state()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void aBaselineThatWasLearnedOutlivesTheWatcher() {
    world.run(Duration.ofMinutes(70));
    var hours = hours();
    assertThat(hours).isNotEqualTo(Hours.NONE);

    world.restart(Duration.ofSeconds(20));

    assertThat(hours()).isEqualTo(hours);
  }

  private Hours hours() {
    return world.site("ulsfo").groups().getFirst().ingestion().baseline().hours();
  }

  /** Server A is dark and then lit, so many times. */
  private void flap(Duration dark, Duration lit, int times) {
    for (var i = 0; i < times; i++) {
      world.become(A, Condition.KILLED);
      world.run(dark);
      world.become(A, Condition.RUNNING);
      world.run(lit);
    }
  }

  private Optional<SiteState.Why> absence() {
    return world.site("ulsfo").judgement().absence();
  }

  private List<Due> pages(String alertname) {
    return world.sent.stream()
        .filter(due -> due.incident().alert().name().label().equals(alertname))
        .toList();
  }
}
