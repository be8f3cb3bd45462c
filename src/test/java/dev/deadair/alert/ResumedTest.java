package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.FALLBACK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.PAGERDUTY;
import static dev.deadair.alert.Deliverer.REFUSED;
import static dev.deadair.alert.Deliverer.ROUTES;
import static dev.deadair.alert.Deliverer.TAKEN;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another run of ours tells of what it remembers, and of what it does not. */
class ResumedTest {

  /** Another pager, for when the first takes nothing. */
  private static final Receiver SECOND =
      new Receiver(
          "second",
          Receiver.Nature.Edge.DEFAULT,
          Severity.CRITICAL,
          List.of("second"),
          Map.of(),
          Duration.ofSeconds(60));

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

  /** The run before may have told of it before it knew how they route. */
  @ParameterizedTest(name = "it goes on: {0}")
  @ValueSource(booleans = {false, true})
  void whatNobodyRemembersIsClosedUnderTheirKeyAndUnderOurs(boolean goesOn) {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.alertmanagers =
        world.alertmanagers.heard(new Route("alertmanager", "am1"), ROUTES, world.now);
    world.is(DARK, Standing.UNSEEN);
    world.restart(Duration.ZERO);
    world.is(DARK, goesOn ? Standing.REACHED : Standing.UNSEEN);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(9));

    assertThat(world.to("events"))
        .filteredOn(Due::resolves)
        .extracting(Due::key)
        .hasSize(2)
        .contains(DARK.key());
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

  /** Its Alertmanager tells us its end, and with it the key under which it had opened it. */
  @Test
  void whatNobodyRemembersIsClosedUnderTheKeyThatAReceiptTells() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.is(DARK, Standing.OVER);
    world.restart(Duration.ZERO);
    world.run(Duration.ofSeconds(5));
    world.receiptOfTheEnd("{}:{}", DARK);
    world.run(MINUTE.multipliedBy(3));

    assertThat(world.to("events"))
        .allMatch(Due::resolves)
        .extracting(Due::key)
        .hasSize(2)
        .contains(DARK.key());
  }

  /** Its end may have been told in what was lost; the key that a receipt told is known still. */
  @Test
  void whatIsNotTakenForOpenIsClosedUnderAllOfItsKeysOnceItIsSeenToBeOver() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    var keys = world.only().keys();
    assertThat(keys).hasSize(2);
    world.run(MINUTE);
    world.withoutOpen();
    world.is(DARK, Standing.UNSEEN);
    world.run(MINUTE);
    assertThat(world.incidents.all()).isEmpty();
    assertThat(world.sent).isEmpty();

    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(3));

    assertThat(world.sent).isNotEmpty().allMatch(Due::resolves);
    assertThat(world.to("am1")).isNotEmpty();
    assertThat(world.to("events")).extracting(Due::key).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(world.incidents.byId()).isEmpty();
  }

  @Test
  void whatIsNotTakenForOpenAndIsStillDarkOpensAnewAndIsClosedUnderAllOfItsKeys() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    var keys = world.only().keys();
    world.run(MINUTE);
    world.withoutOpen();
    world.run(MINUTE);
    assertThat(world.to("events")).extracting(Due::key).containsOnly(DARK.key());

    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(8));

    assertThat(world.to("events"))
        .filteredOn(Due::resolves)
        .extracting(Due::key)
        .containsExactlyInAnyOrderElementsOf(keys);
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

  /** A run that nobody remembers may have told who waits for others, and this one does not. */
  @Test
  void whoeverMayHaveBeenToldOfItBeforeIsToldItsEnd() {
    var world = new Deliverer(PAGERDUTY, SECOND);
    world.is(DARK, Standing.REACHED);
    world.restart(Duration.ZERO);
    world.run(MINUTE.multipliedBy(2));
    assertThat(world.to("second")).as("PagerDuty took it").isEmpty();

    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(8));

    assertThat(world.to("second")).isNotEmpty().allMatch(Due::resolves);
    assertThat(world.incidents.all()).isEmpty();
  }

  @Test
  void whatMayHaveBeenToldBeforeIsRememberedByTheNextRun() {
    var world = new Deliverer(PAGERDUTY, SECOND);
    world.is(DARK, Standing.REACHED);
    world.restart(Duration.ZERO);
    world.turn(List.of(), List.of());
    assertThat(world.sent).isNotEmpty();

    assertThat(world.only().told()).containsKey(new Route("second", "second"));
  }

  /** Who follows is told under the key that an Alertmanager uses, also where they may have been. */
  @Test
  void whatMayHaveBeenToldUnderOurKeyIsToldUnderTheirs() {
    var world = new Deliverer(ALERTMANAGER, FALLBACK);
    world.is(DARK, Standing.REACHED);
    world.restart(Duration.ZERO);
    world.turn(List.of(), List.of());
    world.alertmanagers =
        world.alertmanagers.heard(new Route("alertmanager", "am1"), ROUTES, world.now);
    world.run(MINUTE.plusSeconds(5));
    var page = world.to("events").getFirst();
    assertThat(page.key()).isNotEqualTo(DARK.key());

    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(8));

    assertThat(world.to("events"))
        .filteredOn(Due::resolves)
        .extracting(Due::key)
        .containsExactlyInAnyOrder(page.key(), DARK.key());
  }

  /** A page does not wait for the journal, so a run may have told more than it could keep. */
  @Test
  void whoeverFollowedWhileTheJournalKeptNothingIsToldTheEnd() {
    var world = new Deliverer(PAGERDUTY, SECOND);
    world.answer("events", REFUSED);
    world.is(DARK, Standing.REACHED);
    world.turn(List.of(), List.of());
    var kept = world.incidents;
    world.run(Duration.ofSeconds(5));
    assertThat(world.to("second")).isNotEmpty().noneMatch(Due::resolves);
    world.sent.clear();
    world.incidents = kept;
    world.answer("events", TAKEN);
    world.restart(Duration.ofSeconds(3));

    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(8));

    assertThat(world.to("second")).isNotEmpty().allMatch(Due::resolves);
  }

  @Test
  void whatCameBackWhileTheJournalKeptNothingIsToldItsEndAnew() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofSeconds(310));
    assertThat(world.to("am2").getLast().resolves()).isTrue();
    var kept = world.incidents;
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(3));
    assertThat(world.to("am2").getLast().resolves()).isFalse();
    world.incidents = kept;
    world.restart(Duration.ofSeconds(3));
    world.is(DARK, Standing.OVER);
    world.reportsAfter(MINUTE.multipliedBy(2));
    world.run(Duration.ofSeconds(119));
    assertThat(world.to("events")).as("am2 may hold it").noneMatch(Due::resolves);

    world.run(MINUTE.multipliedBy(2));

    assertThat(world.to("am2").getLast().resolves()).isTrue();
    assertThat(world.to("events").getLast().resolves()).isTrue();
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
