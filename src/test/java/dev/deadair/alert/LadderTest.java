package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ACTIVE;
import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.FALLBACK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.PAGERDUTY;
import static dev.deadair.alert.Deliverer.REFUSED;
import static dev.deadair.alert.Deliverer.SILENCED;
import static dev.deadair.alert.Deliverer.absent;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is told of what goes on, and when: each rung follows where nothing proves the one before. */
class LadderTest {

  @Test
  void everyReceiverIsToldAtOnceUnlessItHasAnAfter() {
    var world = dark(ALERTMANAGER, PAGERDUTY);

    assertThat(world.sent)
        .extracting(each -> each.route().member(), Due::reason)
        .containsExactlyInAnyOrder(
            tuple("am1", Reason.FIRST), tuple("am2", Reason.FIRST), tuple("events", Reason.FIRST));
  }

  @Test
  void whoClosesIsRemindedOnceARepeatIntervalAndNotWhileItIsSilenced() {
    var reminded =
        new Receiver(
            PAGERDUTY.name(),
            new Receiver.Nature.Edge(MINUTE.multipliedBy(10)),
            PAGERDUTY.minSeverity(),
            PAGERDUTY.members(),
            Map.of());
    var world = dark(ALERTMANAGER, reminded);
    world.run(MINUTE.multipliedBy(25));
    assertThat(world.to("events"))
        .extracting(Due::reason)
        .containsExactly(Reason.FIRST, Reason.REPEAT, Reason.REPEAT);

    for (var i = 0; i < 15; i++) {
      world.holds("am1", SILENCED);
      world.run(MINUTE.minusSeconds(1));
    }
    assertThat(world.to("events")).hasSize(3);

    world.holds("am1", ACTIVE);
    world.run(Duration.ofSeconds(2));
    assertThat(world.to("events").getLast().reason()).isEqualTo(Reason.REPEAT);
    assertThat(world.to("events")).hasSize(4);
  }

  @Test
  void whatHasAnAfterFollowsWhenNothingProvesThatPeopleWereTold() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.holds("am1", ACTIVE);
    world.run(Duration.ofSeconds(58));
    assertThat(world.to("events")).isEmpty();

    world.run(Duration.ofSeconds(2));

    assertThat(world.to("events")).extracting(Due::reason).containsExactly(Reason.ESCALATED);
    world.run(MINUTE.multipliedBy(30));
    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void aReceiptIsProof() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    world.run(MINUTE.multipliedBy(10));

    assertThat(world.to("events")).isEmpty();
    assertThat(world.only().history())
        .extracting(Step::kind)
        .contains(Step.Kind.ACCEPTED, Step.Kind.NOTIFIED);
  }

  @Test
  void aReceiptOfAnotherAlertOrOfAnEndIsNone() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", absent("ulsfo"));
    world.receiptOfTheEnd("{}:{}", DARK);
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void aReceiptOfAnEarlierIncidentIsNone() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    var earlier = world.only().since().minus(Duration.ofMinutes(10));
    world.turn(List.of(), List.of(receiptOf(world, earlier)));
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void aReceiptOfWhatAnotherWatcherSawAMomentBeforeIsProof() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    var before = world.only().since().minusSeconds(45);
    world.turn(List.of(), List.of(receiptOf(world, before)));
    world.run(MINUTE.multipliedBy(10));

    assertThat(world.to("events")).isEmpty();
  }

  /** It is told that what has just begun began before now, by its own clock. */
  @Test
  void aReceiptThroughAMemberWhoseClockIsFiveMinutesBehindIsProof() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    var before = world.only().since().minus(Duration.ofMinutes(5));
    world.turn(List.of(), List.of(receiptOf(world, before)));
    world.run(MINUTE.multipliedBy(10));

    assertThat(world.to("events")).isEmpty();
  }

  private static Receipt receiptOf(Deliverer world, Instant startsAt) {
    var notified = new Receipt.Notified(DARK.labels(), true, Optional.of(startsAt));
    return new Receipt(world.now, "pager", "{}:{}", List.of(notified));
  }

  @Test
  void aRequestThatAMemberHasCountedSinceIsProofUnlessOneFailed() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.counts("am1", 7, 3);
    world.run(Duration.ofSeconds(2));
    world.holds("am1", ACTIVE);
    world.counts("am1", 8, 3);
    world.run(MINUTE.multipliedBy(5));

    assertThat(world.to("events")).isEmpty();
  }

  @Test
  void countersThatAlsoFailProveNothing() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.counts("am1", 7, 3);
    world.run(Duration.ofSeconds(2));
    world.holds("am1", ACTIVE);
    world.counts("am1", 9, 5);
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void whatGotThroughAtTheSecondTryIsOne() {
    var world = counted(new Tally.Count(9, 4, 6, 2));
    world.run(MINUTE.multipliedBy(10));

    assertThat(world.to("events")).isEmpty();
    assertThat(world.warnings()).isEmpty();
  }

  @Test
  void soIsWhatIsTriedForLong() {
    var world = counted(new Tally.Count(10, 6, 6, 2));
    world.run(Duration.ofSeconds(10));
    world.counts("am1", new Tally.Count(12, 7, 6, 2));
    world.run(MINUTE.multipliedBy(10));

    assertThat(world.to("events")).isEmpty();
    assertThat(world.warnings()).isEmpty();
  }

  /** The other was tried before, begins with ours, or is given up meanwhile. */
  @Test
  void thatAnotherGotThroughIsNone() {
    for (var count :
        List.of(
            new Tally.Count(10, 5, 5, 2),
            new Tally.Count(10, 5, 7, 2),
            new Tally.Count(10, 5, 7, 3))) {
      var world = counted(count);
      world.run(MINUTE);

      assertThat(world.to("events")).as("%s", count).hasSize(1);
    }
  }

  /** One that had told others, had given up two, and has these counters once it lists ours. */
  private static Deliverer counted(Tally.Count count) {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.counts("am1", new Tally.Count(7, 3, 5, 2));
    world.run(Duration.ofSeconds(2));
    world.holds("am1", ACTIVE);
    world.counts("am1", count);
    return world;
  }

  /** Ours is one of them, and its receipt tells us and nobody else. */
  @Test
  void thatProgramsWereToldIsNoProofThatPeopleWere() {
    var world = dark(ALERTMANAGER, FALLBACK);
    List.of("am1", "am2").forEach(each -> world.routes(each, "webhook"));
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    assertThat(world.undelivered().unheard()).isNotEmpty();
    world.run(MINUTE);

    assertThat(world.to("events")).extracting(Due::reason).containsExactly(Reason.ESCALATED);
  }

  @Test
  void thatPeopleWereToldBesideAProgramIsOne() {
    var world = dark(ALERTMANAGER, FALLBACK);
    List.of("am1", "am2").forEach(each -> world.routes(each, "webhook", "slack"));
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    world.run(MINUTE);

    assertThat(world.to("events")).isEmpty();
    assertThat(world.undelivered().unheard()).isEmpty();
  }

  /** What it counts then is of alerts of others, which go elsewhere. */
  @Test
  void countersProveNothingWhereItsRouteTellsNobody() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.routes("am1");
    world.counts("am1", 7, 0);
    world.run(Duration.ofSeconds(2));
    world.holds("am1", ACTIVE);
    world.counts("am1", 8, 0);
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void aReceiptDoesNotCoverAPagerThatFails() {
    var world = dark(ALERTMANAGER, FALLBACK);
    List.of("am1", "am2").forEach(each -> world.counts(each, 7, 0));
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    List.of("am1", "am2").forEach(each -> world.counts(each, 9, 2));
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
  }

  @Test
  void aPlainNoBringsTheNextAtOnce() {
    var world = new Deliverer(ALERTMANAGER, FALLBACK);
    world.answer("am1", REFUSED);
    world.answer("am2", NOTHING);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(3));

    assertThat(world.to("events")).extracting(Due::reason).containsExactly(Reason.ESCALATED);
  }

  @Test
  void everybodyIsToldOfACriticalThatNobodyTookForThreeMinutes() {
    var world = withAWebhookForOthers();
    world.answer("events", NOTHING);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(179));
    assertThat(world.to("hook")).isEmpty();

    world.run(Duration.ofSeconds(3));

    assertThat(world.to("hook")).extracting(Due::reason).containsExactly(Reason.ESCALATED);
  }

  @Test
  void whatALargerOneKeptQuietIsToldRungByRungWhenThatEnds() {
    var world = withAWebhookForOthers();
    var group = new Alert(AlertName.GROUP_ABSENT, new GroupId(new SiteId("eqsin"), "ops"));
    world.is(DARK, Standing.REACHED);
    world.run(MINUTE.multipliedBy(2));
    world.is(group, Standing.REACHED);
    world.is(DARK, Standing.OVER);
    world.run(Duration.ofMinutes(5));
    assertThat(world.sent).noneMatch(each -> each.incident().alert().equals(group));

    world.run(Duration.ofSeconds(10));

    assertThat(world.sent)
        .filteredOn(each -> each.incident().alert().equals(group))
        .extracting(each -> each.route().member())
        .containsOnly("am1", "am2");
    assertThat(world.undelivered().symptoms(Drills.NONE, List.of()))
        .extracting(Symptom::standing)
        .doesNotContain(Standing.REACHED);
  }

  /** A webhook is told of every site but this one. */
  private static Deliverer withAWebhookForOthers() {
    return new Deliverer(
        List.of(ALERTMANAGER, FALLBACK, Receivers.hook(Severity.WARNING)),
        Map.of(new SiteId("eqsin"), Set.of("alertmanager", "pagerduty")));
  }
}
