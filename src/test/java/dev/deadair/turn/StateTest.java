package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.alert.Reason;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteState;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From what servers do to who is told: an outage from its first look to its end. */
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
  void aSiteWithoutDataForItsWindowIsOnePageOnEveryRoute() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(12));

    assertThat(world.pages("PrometheusSiteAbsent"))
        .filteredOn(due -> due.reason() == Reason.FIRST)
        .extracting(due -> due.route().member())
        .containsExactlyInAnyOrder("am1", "am2", "events");
    var incident = world.pages("PrometheusSiteAbsent").getFirst().incident();
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

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
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

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
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

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(world.site("ulsfo").groups().getFirst().instances())
        .extracting(instance -> instance.state().word())
        .containsOnly("starting");
  }

  @Test
  void aSiteNeverSeenProducingPagesToo() {
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(11));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(world.pages("PrometheusSiteAbsent").getFirst().incident().lastData()).isEmpty();
  }

  @Test
  void dataForClearAfterResolvesEachRouteOnceAndThePageNamesItsOnset() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(12));
    world.become(A, Condition.RUNNING);
    world.run(Duration.ofMinutes(4));
    assertThat(world.pages("PrometheusSiteAbsent")).noneMatch(Due::resolves);

    world.run(Duration.ofMinutes(3));

    assertThat(world.pages("PrometheusSiteAbsent"))
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

    assertThat(world.pages("PrometheusSiteAbsent"))
        .extracting(due -> due.incident().id())
        .containsOnly(world.pages("PrometheusSiteAbsent").getFirst().incident().id());
    assertThat(world.pages("PrometheusSiteAbsent")).noneMatch(Due::resolves);
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
    assertThat(world.pages("PrometheusSiteAbsent")).isEmpty();

    world.run(Duration.ofMinutes(4));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
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
  void whatAServerAppendsWhileItIsNotReadyIsNoData() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.STOPPING);
    world.become(B, Condition.STOPPING);
    world.run(Duration.ofMinutes(12));

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
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

    var absent = world.pages("PrometheusSiteAbsent");
    assertThat(absent).filteredOn(due -> due.route().member().equals("events")).hasSize(1);
    assertThat(absent).filteredOn(due -> due.route().member().equals("am1")).hasSizeGreaterThan(8);
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
    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
  }
}
