package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ACTIVE;
import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.FALLBACK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.PAGERDUTY;
import static dev.deadair.alert.Deliverer.SILENCED;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators silence in an Alertmanager is delivered, and held on every route. */
class SilencedTest {

  @Test
  void whatAnOperatorSilencedIsDeliveredAndHeldAndPagedWhenThatEnds() {
    var world = dark(ALERTMANAGER, FALLBACK);
    for (var i = 0; i < 30; i++) {
      world.holds("am2", SILENCED);
      world.run(Duration.ofSeconds(30));
    }
    assertThat(world.to("events")).isEmpty();
    assertThat(world.only().isHeld(world.now)).isTrue();
    assertThat(world.undelivered().unheard()).isEmpty();

    world.holds("am2", ACTIVE);
    world.run(Duration.ofSeconds(61));

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void aSilenceThatIsThereBeforeThePageHoldsEveryRouteUntilItEnds() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.is(DARK, Standing.REACHED);
    for (var i = 0; i < 60; i++) {
      world.silences("am2", "eqsin");
      world.run(Duration.ofSeconds(10));
    }
    assertThat(world.to("am2")).isNotEmpty();
    assertThat(world.to("events")).isEmpty();
    assertThat(world.undelivered().unheard()).isEmpty();
    assertThat(world.warnings()).isEmpty();

    world.silences("am2", "");
    world.run(Duration.ofSeconds(1));

    assertThat(world.to("events")).hasSize(1);
  }

  /** It ends when its member's clock says so, and that has not been set. */
  @ParameterizedTest(name = "by {0} min")
  @ValueSource(longs = {-90, 90})
  void aSilenceLastsNoLongerAndNoShorterForAStepOfOurClock(long minutes) {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.silences("am2", "eqsin");
    world.stepClock(Duration.ofMinutes(minutes));
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(80));

    assertThat(world.to("events")).isEmpty();
  }

  @Test
  void aSilenceHoldsNothingOfWhatItsMemberListsAsActiveSince() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.silences("am2", "eqsin");
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(5));
    assertThat(world.to("events")).isEmpty();

    world.holds("am2", ACTIVE);

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void aMemberThatNoLongerTellsItsSilencesHoldsNothing() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.silences("am2", "eqsin");
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(89));
    assertThat(world.to("events")).isEmpty();

    world.run(Duration.ofSeconds(3));

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void aSilenceOfAnotherSiteOrOfAnAlertmanagerThatIsNotToldHoldsNothing() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.silences("am2", "ulsfo");
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(1));
    assertThat(world.to("events")).hasSize(1);

    var direct =
        new Deliverer(
            List.of(ALERTMANAGER, PAGERDUTY), Map.of(new SiteId("eqsin"), Set.of("pagerduty")));
    direct.silences("am2", "eqsin");
    direct.is(DARK, Standing.REACHED);
    direct.run(Duration.ofSeconds(1));
    assertThat(direct.to("events")).hasSize(1);
  }

  @Test
  void aSilenceOfAMemberThatIsGoneHoldsNothing() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.holds("am1", SILENCED);
    world.run(Duration.ofSeconds(89));
    assertThat(world.to("events")).isEmpty();

    world.run(Duration.ofSeconds(3));

    assertThat(world.to("events")).hasSize(1);
  }

  /** A machine that is booted anew is away for longer than a silence is believed. */
  @Test
  void whatWasHeldIsNotToldByTheNextRunBeforeAMemberCanHaveBeenAsked() {
    var world = heldAndThenAway();
    world.run(Duration.ofSeconds(60));
    assertThat(world.to("events")).isEmpty();

    world.run(Duration.ofSeconds(60));

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void runsThatFollowOneAnotherDoNotHoldItForEver() {
    var world = heldAndThenAway();
    world.answer("am1", NOTHING);
    world.answer("am2", NOTHING);
    for (var i = 0; i < 4; i++) {
      world.run(Duration.ofSeconds(30));
      world.restart(MINUTE);
    }

    assertThat(world.to("events")).isNotEmpty();
  }

  /**
   * One that a silence holds, of which no member tells the run that follows three minutes later.
   */
  private static Deliverer heldAndThenAway() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.silences("am2", "eqsin");
    world.is(DARK, Standing.REACHED);
    world.turn(List.of(), List.of());
    world.holds("am2", SILENCED);
    world.run(Duration.ofSeconds(10));
    world.alertmanagers = Alertmanagers.NONE;
    world.restart(MINUTE.multipliedBy(3));
    return world;
  }

  @Test
  void thatAnotherAlertInhibitsItThereIsNoReasonToStayQuiet() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.holds("am1", new Holding.As.Inhibited());
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
  }
}
