package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.REFUSED;
import static dev.deadair.alert.Deliverer.absent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Receiver ALERTMANAGER =
      new Receiver(
          "alertmanager",
          Receiver.Nature.Level.DEFAULT,
          Severity.WARNING,
          List.of("am1", "am2"),
          Map.of());
  private static final Receiver PAGERDUTY = pagerDuty(Duration.ZERO);
  private static final Receiver FALLBACK = pagerDuty(Duration.ofSeconds(60));
  private static final Holding.As ACTIVE = new Holding.As.Active(Set.of("pager"));
  private static final Holding.As SILENCED = new Holding.As.Silenced(Set.of("some-id"));
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Alert DARK = absent("eqsin");

  /** Everything goes to one pager, each alert for itself. */
  private static final Routes ROUTES =
      new Routes(
          new Routes.Node(
              List.of(),
              false,
              Optional.of("pager"),
              Optional.of(new Routes.GroupBy.All()),
              new Routes.Timing(Optional.empty(), Optional.empty(), Optional.empty()),
              List.of(),
              List.of(),
              List.of()),
          Map.of(
              "pager",
              new Routes.Contact("pager", List.of(new Routes.Integration("pagerduty", false)))),
          List.of());

  private static Receiver pagerDuty(Duration after) {
    return new Receiver(
        "pagerduty",
        Receiver.Nature.Edge.DEFAULT,
        Severity.CRITICAL,
        List.of("events"),
        Map.of(),
        after);
  }

  private static Deliverer dark(Receiver... receivers) {
    var world = new Deliverer(receivers);
    world.is(DARK, Standing.REACHED);
    world.turn(List.of(), List.of());
    return world;
  }

  // The ladder.

  @Test
  void everyReceiverIsToldAtOnceUnlessItHasAnAfter() {
    var world = dark(ALERTMANAGER, PAGERDUTY);

    assertThat(world.sent)
        .extracting(each -> each.route().member(), Due::reason)
        .containsExactlyInAnyOrder(
            tuple("am1", Reason.FIRST), tuple("am2", Reason.FIRST), tuple("events", Reason.FIRST));
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
    world.turn(
        List.of(),
        List.of(
            new Receipt(
                world.now, "pager", "{}:{}", List.of(new Receipt.Notified(DARK.labels(), false)))));
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
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
    var other =
        new Receiver(
            "other",
            new Receiver.Nature.Edge(Duration.ofHours(4), false),
            Severity.WARNING,
            List.of("hook"),
            Map.of());
    var world =
        new Deliverer(
            List.of(ALERTMANAGER, FALLBACK, other),
            Map.of(new SiteId("eqsin"), Set.of("alertmanager", "pagerduty")));
    world.answer("events", NOTHING);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(179));
    assertThat(world.to("hook")).isEmpty();

    world.run(Duration.ofSeconds(3));

    assertThat(world.to("hook")).extracting(Due::reason).containsExactly(Reason.ESCALATED);
  }

  @Test
  void whatALargerOneKeptQuietIsToldRungByRungWhenThatEnds() {
    var other =
        new Receiver(
            "other",
            new Receiver.Nature.Edge(Duration.ofHours(4), false),
            Severity.WARNING,
            List.of("hook"),
            Map.of());
    var world =
        new Deliverer(
            List.of(ALERTMANAGER, FALLBACK, other),
            Map.of(new SiteId("eqsin"), Set.of("alertmanager", "pagerduty")));
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

  // Silences.

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
    assertThat(undelivered(world)).isEmpty();

    world.silences("am2", "");
    world.run(Duration.ofSeconds(1));

    assertThat(world.to("events")).hasSize(1);
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

  @Test
  void thatAnotherAlertInhibitsItThereIsNoReasonToStayQuiet() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.holds("am1", new Holding.As.Inhibited());
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
  }

  // The end.

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
    var world = dark(ALERTMANAGER, pagerDuty(MINUTE.multipliedBy(15)));
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
      assertThat(undelivered(world)).as("nothing is owed").isEmpty();
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

  // Keys.

  @Test
  void withoutAnythingKnownTheKeyIsOursAndWhatIsLearnedLaterIsClosedToo() {
    var world = dark(ALERTMANAGER, PAGERDUTY);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{alertname=\"x\"}", DARK);
    var learned = new DedupKey(DedupKey.sha256("{}:{alertname=\"x\"}"));
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));

    assertThat(world.to("events"))
        .extracting(Due::resolves, Due::key)
        .containsExactly(tuple(false, DARK.key()), tuple(true, DARK.key()), tuple(true, learned));
  }

  @Test
  void aKeyThatIsConfiguredIsTheOneFromTheStartWhateverTheRoutesSay() {
    var folding = new Receiver.Folding("{}/{severity=\"critical\"}", Set.of("alertname", "site"));
    var world = new Deliverer(ALERTMANAGER.withFolding(Optional.of(folding)), PAGERDUTY);
    world.alertmanagers =
        world.alertmanagers.heard(new Route("alertmanager", "am1"), ROUTES, world.now);
    world.is(DARK, Standing.REACHED);
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));

    var key =
        new DedupKey(
            DedupKey.sha256(
                "{}/{severity=\"critical\"}:"
                    + "{alertname=\"PrometheusSiteAbsent\", site=\"eqsin\"}"));
    assertThat(world.to("events")).extracting(Due::key).containsExactly(key, key);
  }

  @Test
  void aKeyThatIsLearnedBeforeItIsNeededIsTheOnlyOne() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    List.of("am1", "am2").forEach(each -> world.counts(each, 7, 0));
    world.run(Duration.ofSeconds(1));
    List.of("am1", "am2").forEach(each -> world.counts(each, 8, 1));
    world.run(MINUTE);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));

    assertThat(world.to("events"))
        .hasSize(2)
        .allMatch(each -> each.key().equals(new DedupKey(DedupKey.sha256("{}:{}"))));
  }

  @Test
  void whatAnAlertmanagerOpenedIsClosedAlthoughWeNeverToldPagerDuty() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(7));

    assertThat(world.to("events")).extracting(Due::reason).containsExactly(Reason.RESOLVED);
  }

  @Test
  void aKeyThatIncidentsShareIsClosedWithTheLastOfThem() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    var other = absent("ulsfo");
    world.is(DARK, Standing.REACHED);
    world.is(other, Standing.REACHED);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    world.receipt("{}:{}", other);
    var shared = new DedupKey(DedupKey.sha256("{}:{}"));
    world.is(DARK, Standing.OVER);
    world.run(MINUTE.multipliedBy(9));
    assertThat(world.to("events"))
        .filteredOn(Due::resolves)
        .extracting(Due::key)
        .containsExactly(DARK.key());

    world.is(other, Standing.OVER);
    world.run(MINUTE.multipliedBy(9));

    assertThat(world.to("events"))
        .filteredOn(Due::resolves)
        .extracting(Due::key)
        .contains(shared, other.key());
  }

  // Restarts and answers that never came.

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

  // What is not delivered.

  @Test
  void aReceiverThatTakesNothingIsAnAlertOfItsOwn() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.answer("am1", NOTHING);
    world.answer("am2", NOTHING);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(179));
    assertThat(undelivered(world)).extracting(Symptom::standing).containsOnly(Standing.UNDERWAY);

    world.run(Duration.ofSeconds(3));

    assertThat(undelivered(world))
        .containsExactly(
            new Symptom(
                new Alert(
                    AlertName.UNDELIVERED, new Watcher("eqsin-a"), "receiver", "alertmanager"),
                Standing.REACHED,
                Optional.of(world.only().openedAt().wall()),
                Optional.empty(),
                Limits.DEFAULT));
    assertThat(world.undelivered().unheard()).isEmpty();
  }

  @Test
  void aReceiverThatRefusesIsOneAtOnce() {
    var world = new Deliverer(ALERTMANAGER, PAGERDUTY);
    world.answer("events", REFUSED);
    world.is(DARK, Standing.REACHED);
    world.run(Duration.ofSeconds(3));

    assertThat(undelivered(world)).extracting(Symptom::standing).containsOnly(Standing.REACHED);
  }

  @Test
  void aCriticalThatNoPagerTookIsUnheard() {
    var world = dark(ALERTMANAGER);
    world.run(Duration.ofSeconds(3));

    assertThat(world.undelivered().unheard()).hasSize(1);
    world.receipt("{}:{}", DARK);
    assertThat(world.undelivered().unheard()).isEmpty();
  }

  private static List<Symptom> undelivered(Deliverer world) {
    return world.undelivered().symptoms(Drills.NONE, List.of());
  }
}
