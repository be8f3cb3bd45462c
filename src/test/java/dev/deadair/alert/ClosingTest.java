package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.PAGERDUTY;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * How the end of an incident is told: to Alertmanagers first, to PagerDuty once, and while it is
 * seen.
 */
class ClosingTest {

  @Test
  void alertmanagersCloseFirstAndPagerDutyAMinuteLater() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(302));
    assertThat(world.to("am1")).anyMatch(Due::resolves);
    assertThat(world.to("events")).noneMatch(Due::resolves);

    world.run(Duration.ofSeconds(58));
    assertThat(world.to("events")).noneMatch(Due::resolves);
    world.run(Duration.ofSeconds(5));

    assertThat(world.to("events")).filteredOn(Due::resolves).hasSize(1);
    world.run(MINUTE.multipliedBy(20));
    assertThat(world.incidents.byId()).isEmpty();
    assertThat(world.to("events")).hasSize(2);
  }

  @Test
  void aMemberThatDoesNotTakeTheEndIsWaitedForUntilItsLeaseHasRunOut() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(290));
    world.answer("am2", NOTHING);
    world.run(MINUTE.multipliedBy(15));
    assertThat(world.to("events")).noneMatch(Due::resolves);

    world.run(MINUTE.multipliedBy(2));

    assertThat(world.to("events")).filteredOn(Due::resolves).hasSize(1);
  }

  @Test
  void nothingIsClosedWhileARequestOfItMayStillArrive() {
    var world = new Deliverer(PAGERDUTY);
    world.limits = Limits.of(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofSeconds(10));
    world.answer("events", NOTHING);
    world.is(DARK, Standing.REACHED);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(50));
    assertThat(world.to("events")).isNotEmpty().noneMatch(Due::resolves);

    world.run(MINUTE);

    assertThat(world.to("events")).anyMatch(Due::resolves);
  }

  @Test
  void nothingIsClosedWhileThePageIsOnItsWayNorBeforeItCanHaveArrived() {
    var world = new Deliverer(PAGERDUTY);
    world.limits = Limits.of(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofSeconds(10));
    world.reportsAfter(Duration.ofSeconds(55));
    world.answer("events", NOTHING);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(2));
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(110));
    assertThat(world.to("events")).noneMatch(Due::resolves);

    world.run(Duration.ofSeconds(10));

    assertThat(world.to("events")).anyMatch(Due::resolves);
  }

  /** One that has just left when it ends fails after that, and may arrive behind the end. */
  @Test
  void aReminderThatIsOnItsWayWhenItEndsIsWaitedFor() {
    var world = reminded();
    world.reportsAfter(Duration.ofSeconds(10));
    world.answer("events", NOTHING);
    while (world.to("events").getLast().reason() != Reason.REPEAT) {
      world.turn(List.of(), List.of());
    }
    var left = world.now;
    world.answer("events", Deliverer.TAKEN);
    assertThat(world.only().isOpen()).as("until a few seconds later").isTrue();

    while (!world.to("events").getLast().resolves()) {
      world.turn(List.of(), List.of());
    }

    assertThat(world.now.since(left)).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(75));
  }

  @Test
  void aReminderThatWasTakenKeepsNothingOpen() {
    var world = reminded();
    world.runToItsEnd();
    var over = world.now;

    while (!world.to("events").getLast().resolves()) {
      world.turn(List.of(), List.of());
    }

    assertThat(world.to("events")).extracting(Due::reason).contains(Reason.REPEAT);
    assertThat(world.now.since(over)).isLessThan(Duration.ofSeconds(3));
  }

  /** A site that is about to be over when PagerDuty, which has taken its page, is reminded. */
  private static Deliverer reminded() {
    var every = MINUTE.multipliedBy(30);
    var world =
        dark(
            new Receiver(
                "pagerduty",
                new Receiver.Nature.Edge(every),
                Severity.CRITICAL,
                List.of("events"),
                Map.of()));
    world.run(every.minus(world.limits.clearAfter()).plusSeconds(3));
    world.is(DARK, Standing.OVER);
    return world;
  }

  /** PagerDuty refuses all but the last attempt, of which nobody has heard when it ends. */
  @Test
  void aPageThatIsTakenAsTheFirstOneAfterItEndedIsClosed() {
    var world = new Deliverer(PAGERDUTY);
    world.answer("events", Deliverer.REFUSED);
    world.is(DARK, Standing.REACHED);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(world.limits.clearAfter().minusSeconds(3));
    world.reportsAfter(Duration.ofSeconds(5));
    world.answer("events", Deliverer.TAKEN);

    world.run(MINUTE.multipliedBy(3));

    assertThat(world.to("events").getLast().resolves()).isTrue();
    assertThat(world.incidents.byId()).isEmpty();
  }

  @Test
  void itEndsOnceDataHasBeenBackForClearAfterWithoutABreak() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(4));
    world.is(DARK, Standing.UNDERWAY);
    world.run(MINUTE.multipliedBy(3));
    world.is(DARK, Standing.OVER);

    world.run(MINUTE.multipliedBy(4));

    assertThat(world.sent).noneMatch(Due::resolves);
  }

  @Test
  void whatComesBackBeforePagerDutyWasToldIsTheSameIncident() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(330));
    var id = world.only().id();
    world.is(DARK, Standing.UNDERWAY);
    world.run(MINUTE.multipliedBy(30));

    assertThat(world.only().id()).isEqualTo(id);
    assertThat(world.to("events")).hasSize(1);
    assertThat(world.to("am1")).filteredOn(each -> each.reason() == Reason.CHANGED).hasSize(1);
    assertThat(world.only().isOpen()).isTrue();
  }

  @Test
  void whatComesBackOnceEverybodyWasToldOfItsEndIsToldRungByRungAgain() {
    var world = dark(ALERTMANAGER, Receivers.pagerDuty(MINUTE.multipliedBy(15)));
    world.run(MINUTE.multipliedBy(5));
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(303));
    world.is(DARK, Standing.UNDERWAY);

    world.run(MINUTE.multipliedBy(15).minusSeconds(1));
    assertThat(world.to("am1")).filteredOn(each -> each.reason() == Reason.CHANGED).hasSize(1);
    assertThat(world.to("events")).isEmpty();

    world.run(Duration.ofSeconds(2));
    assertThat(world.to("events")).isNotEmpty();
  }

  @Test
  void whatComesBackAfterPagerDutyWasToldIsAnother() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.answer("events", NOTHING);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));
    assertThat(world.to("events")).anyMatch(Due::resolves);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(2));
    world.answer("events", Deliverer.TAKEN);
    world.run(Duration.ofSeconds(100));

    assertThat(world.to("events")).extracting(each -> each.incident().id()).hasSizeGreaterThan(2);
    assertThat(world.to("events").getLast().resolves()).isFalse();
    // The end of the first was never answered: it may have arrived after the second page.
    assertThat(world.to("events").getLast().reason()).isEqualTo(Reason.REPEAT);
  }

  /** It may arrive behind the new page, and nobody hears what becomes of it. */
  @Test
  void anEndThatIsOnItsWayWhenItOpensAnewIsMadeUpFor() {
    var world = dark(PAGERDUTY);
    world.is(DARK, Standing.OVER);
    while (!world.sent.getLast().resolves()) {
      world.turn(List.of(), List.of());
    }
    world.restart(Duration.ZERO); // and no answer has come
    world.sent.clear();
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(75));

    assertThat(world.sent).extracting(Due::reason).startsWith(Reason.FIRST, Reason.REPEAT);
  }

  @Test
  void whileWeCannotSeeNothingIsClosed() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(310));
    world.is(DARK, Standing.UNSEEN);
    world.run(MINUTE.multipliedBy(60));
    assertThat(world.to("events")).noneMatch(Due::resolves);

    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(2));

    assertThat(world.to("events")).filteredOn(Due::resolves).hasSize(1);
  }

  @Test
  void anEndThatHasNotLeftWaitsOnEveryRouteWhileItIsDarkAgainOrCannotBeSeen() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.answer("events", NOTHING);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));
    assertThat(world.to("events")).anyMatch(Due::resolves);
    for (var standing : List.of(Standing.UNDERWAY, Standing.UNSEEN)) {
      world.is(DARK, standing);
      world.turn(List.of(), List.of());
      world.sent.clear();
      world.run(MINUTE);
      assertThat(world.sent).as("%s", standing).isEmpty();
      assertThat(world.warnings()).as("nothing is owed").isEmpty();
    }

    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(2));

    assertThat(world.to("events")).isNotEmpty().allMatch(Due::resolves);
    assertThat(world.to("am1")).isNotEmpty().allMatch(Due::resolves);
  }

  @Test
  void whatOpensAgainAndAgainIsHeldOpenUntilItIsCalm() {
    var world = dark(PAGERDUTY);
    for (var i = 0; i < 6; i++) {
      world.is(DARK, Standing.REACHED);
      world.run(MINUTE);
      world.is(DARK, Standing.OVER);
      world.run(MINUTE.multipliedBy(6));
    }
    assertThat(world.to("events")).filteredOn(each -> each.reason() == Reason.FIRST).hasSize(4);

    world.run(MINUTE.multipliedBy(60));

    assertThat(world.to("events").getLast().resolves()).isTrue();
  }
}
