package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteState;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A site that has data now and again: when that is too rare, and when it is over. */
class FlappingTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofMinutes(3), Duration.ofMinutes(5));
  private static final String A = "ulsfo/ops/prometheus4001";
  private static final String B = "ulsfo/ops/prometheus4002";

  private final World world = new World(LIMITS, A, B);

  @Test
  void dataNowAndAgainIsPagedOnceItIsTooRare() {
    world.run(Duration.ofMinutes(40));
    world.become(B, Condition.KILLED);
    flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 1);
    assertThat(world.pages("PrometheusSiteAbsent")).isEmpty();

    flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 2);

    assertThat(world.pages("PrometheusSiteAbsent")).isNotEmpty();
    assertThat(absence()).contains(SiteState.Why.FLAPPING);
    var opened = world.pages("PrometheusSiteAbsent").getFirst().incident().openedAt().wall();
    assertThat(Duration.between(World.START.plus(Duration.ofMinutes(40)), opened))
        .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
  }

  @Test
  void aFlappingSiteIsResolvedOnlyOnceItIsCoveredAgain() {
    world.run(Duration.ofMinutes(40));
    world.become(B, Condition.KILLED);
    flap(Duration.ofMinutes(8), Duration.ofMinutes(1), 3);
    world.run(Duration.ofMinutes(9));
    assertThat(world.pages("PrometheusSiteAbsent")).noneMatch(Due::resolves);

    world.run(Duration.ofMinutes(15));

    assertThat(world.pages("PrometheusSiteAbsent")).anyMatch(Due::resolves);
    assertThat(absence()).isEmpty();
  }

  @Test
  void anOutageThatWasPagedForIsNotPagedForAgainAtTheNextHiccup() {
    world.run(Duration.ofMinutes(2));
    world.become(B, Condition.KILLED);
    flap(Duration.ofMinutes(16), Duration.ofMinutes(6), 1);
    var incident = world.pages("PrometheusSiteAbsent").getFirst().incident().id();
    assertThat(world.pages("PrometheusSiteAbsent")).anyMatch(Due::resolves);

    flap(Duration.ofMinutes(2), Duration.ofMinutes(20), 1);

    assertThat(world.pages("PrometheusSiteAbsent"))
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
}
