package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.PAGERDUTY;
import static dev.deadair.alert.Deliverer.ROUTES;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What another run of ours tells of what it remembers, and of what it does not. */
class ResumedTest {

  @Test
  void anotherRunTellsAlertmanagersAtOnceAndPagerDutyNotAgain() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(Duration.ofSeconds(5));
    world.sent.clear();
    world.restart(Duration.ofSeconds(3));
    world.turn(List.of(), List.of());

    assertThat(world.sent).extracting(each -> each.route().member()).containsExactly("am1", "am2");
  }

  @Test
  void anotherRunCountsTheLeaseFromItsStart() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(290));
    world.answer("am2", NOTHING);
    world.run(MINUTE.multipliedBy(14));
    world.restart(Duration.ofSeconds(3));
    world.run(MINUTE.multipliedBy(15));
    assertThat(world.to("events")).noneMatch(Due::resolves);

    world.run(MINUTE.multipliedBy(2));

    assertThat(world.to("events")).anyMatch(Due::resolves);
  }

  @Test
  void whatNobodyRemembersIsClosedOnceItIsSeenToBeOver() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.is(DARK, Standing.UNSEEN);
    world.restart(Duration.ZERO);
    world.run(MINUTE);
    assertThat(world.sent).isEmpty();

    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(2));
    assertThat(world.sent).extracting(each -> each.route().member()).contains("am1", "am2");
    assertThat(world.to("events")).isEmpty();
    world.run(MINUTE.multipliedBy(2));

    assertThat(world.to("events")).extracting(Due::reason).containsExactly(Reason.RESOLVED);
    assertThat(world.incidents.all()).isEmpty();
  }

  /** An Alertmanager makes a group of it, in which a page would wait. */
  @Test
  void theEndOfWhatNobodyRemembersIsToldAMemberUntilItTakesItAndNeverAgain() {
    var world = new Deliverer(ALERTMANAGER);
    world.is(DARK, Standing.OVER);
    world.answer("am2", NOTHING);
    world.restart(Duration.ZERO);
    world.run(MINUTE.multipliedBy(10));

    assertThat(world.to("am1")).hasSize(1).allMatch(Due::resolves);
    assertThat(world.to("am2")).hasSizeGreaterThan(1);
  }

  /** The next page of the same site would find its group there, and wait in it. */
  @Test
  void anEndIsNotToldForSoLongThatTheNextPageWaitsForIt() {
    var level = Receiver.Nature.Level.DEFAULT;

    assertThat(level.resolvedRetention().plus(MINUTE.multipliedBy(2)))
        .isLessThan(Limits.DEFAULT.window());
  }

  /** A journal that failed may have missed what opened after it. */
  @Test
  void whatIsRememberedAsOverMayBeOpenAllTheSame() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));
    assertThat(world.only().stage()).isInstanceOf(Stage.Resolved.class);
    assertThat(world.to("events").getLast().resolves()).isTrue();
    world.sent.clear();
    world.restart(Duration.ofMinutes(1));
    world.run(MINUTE.multipliedBy(3));

    assertThat(world.to("am1").getFirst().resolves()).isTrue();
    assertThat(world.to("events")).hasSize(1).allMatch(Due::resolves);
  }

  @Test
  void whatNobodyRemembersIsClosedUnderTheKeysOfAlertmanagersToo() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.is(DARK, Standing.OVER);
    world.restart(Duration.ZERO);
    world.run(Duration.ofSeconds(5));
    world.alertmanagers =
        world.alertmanagers.heard(new Route("alertmanager", "am1"), ROUTES, world.now);
    world.run(MINUTE.multipliedBy(3));

    assertThat(world.to("events"))
        .allMatch(Due::resolves)
        .extracting(Due::key)
        .hasSize(2)
        .contains(DARK.key());
  }

  @Test
  void whatNobodyRemembersIsLeftAloneWhenItIsNotOver() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.is(DARK, Standing.OVER);
    world.restart(Duration.ZERO);
    world.run(Duration.ofSeconds(30));
    world.is(DARK, Standing.UNDERWAY);
    world.sent.clear();
    world.run(MINUTE.multipliedBy(5));
    assertThat(world.sent).isEmpty();
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(2));

    assertThat(world.to("events")).extracting(Due::reason).containsExactly(Reason.FIRST);
  }

  @Test
  void aMemberThatForgotIsToldAgainUntilItIsProven() {
    var world = dark(ALERTMANAGER);
    world.run(MINUTE);

    assertThat(world.to("am1")).hasSizeBetween(6, 7);
    world.receipt("{}:{}", DARK);
    world.sent.clear();
    world.run(MINUTE.multipliedBy(3));
    assertThat(world.to("am1")).hasSizeBetween(3, 5);
  }
}
