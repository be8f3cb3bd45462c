package dev.deadair.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Holding;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Route;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps us from saying that all is well, and from when on. */
class AilmentsTest {
  private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Outcome NOTHING = new Outcome.Failed("no answer in time");
  private static final String UNHEARD = "nobody hears of PrometheusSiteAbsent{eqsin}";
  private static final List<Route> MEMBERS =
      List.of(
          new Route("alertmanager", "http://am1:9093"),
          new Route("alertmanager", "http://am2:9093"));

  private final Scene scene =
      new Scene(START)
          .with("eqsin", "ops", "prometheus5001", Script.stuckAfter(MINUTE.multipliedBy(30), 900));

  @Test
  void aPageMayBeOnItsWayForAMinute() {
    scene.receivers(_ -> NOTHING).run(MINUTE.multipliedBy(30));
    while (absent().isEmpty()) {
      scene.run(Scene.INTERVAL);
    }
    scene.run(MINUTE);
    assertThat(ailments()).doesNotContain(UNHEARD);

    scene.run(Scene.INTERVAL);
    assertThat(ailments()).contains(UNHEARD);

    scene.receivers(_ -> new Outcome.Accepted(202)).run(Scene.INTERVAL.multipliedBy(2));
    assertThat(ailments()).isEmpty();
  }

  @Test
  void soIsAJournalThatDoesNotHoldTheTurn() {
    scene.run(MINUTE).commits(new Commit.Unkept("no space left on device")).run(Scene.INTERVAL);
    assertThat(ailments())
        .containsExactly("the journal does not hold what it should: no space left on device");

    scene.commits(new Commit.Kept()).run(Scene.INTERVAL);
    assertThat(ailments()).isEmpty();
  }

  @Test
  void andASiteThatWeDoNotSee() {
    scene.run(MINUTE.multipliedBy(2));
    assertThat(ailments()).isEmpty();

    for (var i = 0; i < 3; i++) {
      scene.pass(Scene.INTERVAL);
    }
    assertThat(ailments())
        .containsExactly("blind at eqsin: no look at them has ended for two intervals");
  }

  @Test
  void thatAReceiverTakesWhatItIsToldIsBelievedForFiveMinutes() {
    scene.receivers(_ -> new Outcome.Accepted(202)).run(MINUTE.multipliedBy(30));
    while (absent().isEmpty()) {
      scene.run(Scene.INTERVAL);
    }
    scene.run(MINUTE);
    assertThat(ailments()).isEmpty();

    scene.receivers(_ -> NOTHING).run(MINUTE.multipliedBy(4));
    assertThat(ailments()).isEmpty();
    scene.run(MINUTE.multipliedBy(2));
    assertThat(ailments()).containsExactly("no receiver has been proven to take a page for 5 min");

    scene.receivers(_ -> new Outcome.Accepted(202)).run(MINUTE);
    assertThat(ailments()).isEmpty();
  }

  /** Its time counts from the end, when somebody was to hear of it, and not from its beginning. */
  @Test
  void whatAMaintenanceKeptQuietMayBeOnItsWayForAMinuteFromItsEnd() {
    scene
        .run(MINUTE.multipliedBy(20))
        .receivers(_ -> NOTHING)
        .hears(
            new Fact.Muted(
                new Maintenance.Wanted(
                    "m", new SiteId("eqsin"), MINUTE.multipliedBy(60), false, "upgrade", "jo")))
        .run(MINUTE.multipliedBy(60));
    assertThat(absent()).isPresent();
    assertThat(ailments()).doesNotContain(UNHEARD);

    scene.run(MINUTE.plus(Scene.INTERVAL));
    assertThat(ailments()).doesNotContain(UNHEARD);

    scene.run(Scene.INTERVAL);
    assertThat(ailments()).contains(UNHEARD);
  }

  @Test
  void whatASilenceHeldMayBeOnItsWayForAMinuteFromWhenItWasSeenLast() {
    scene
        .receivers(due -> MEMBERS.contains(due.route()) ? new Outcome.Accepted(200) : NOTHING)
        .run(MINUTE.multipliedBy(30));
    while (absent().isEmpty()) {
      scene.run(Scene.INTERVAL);
    }
    for (var i = 0; i < 40; i++) {
      listed(new Holding.As.Silenced(Set.of("some-id")));
    }
    assertThat(ailments()).doesNotContain(UNHEARD);

    for (var i = 0; i < 3; i++) {
      listed(new Holding.As.Active(Set.of("pager")));
      assertThat(ailments()).doesNotContain(UNHEARD);
    }
    listed(new Holding.As.Active(Set.of("pager")));
    assertThat(ailments()).contains(UNHEARD);
  }

  private void listed(Holding.As as) {
    var absent = absent().orElseThrow();
    MEMBERS.forEach(
        each -> scene.hears(new Fact.Held(new Holding(absent, 1, each, scene.now(), as))));
    scene.run(Scene.INTERVAL);
  }

  private List<String> ailments() {
    return scene.view().self().ailments();
  }

  private Optional<IncidentId> absent() {
    return scene.view().incidents().entrySet().stream()
        .filter(each -> each.getValue().head().alert().name() == AlertName.SITE_ABSENT)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
