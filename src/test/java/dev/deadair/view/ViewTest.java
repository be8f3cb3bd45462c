package dev.deadair.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Route;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewTest {
  private static final Instant START = Instant.parse("2026-11-05T02:00:00Z");
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final Duration DARK = Duration.ofMinutes(5);
  private static final Route AM2 = new Route("alertmanager", "http://am2:9093");
  private static final Outcome TAKEN = new Outcome.Accepted(200);
  private static final Outcome REFUSED = new Outcome.Failed("connection refused");

  @Test
  void aSiteInWhichNothingHappenedIsTheSameObject() {
    var scene = new Scene(START).with("codfw", "ops", "a", Script.producing(900)).run(DARK);
    var before = site(scene.view());

    var after = site(scene.pass(TURN));

    assertThat(after).isSameAs(before);
  }

  @Test
  void aLookThatBroughtNewDataMakesANewSite() {
    var scene = new Scene(START).with("codfw", "ops", "a", Script.producing(900)).run(DARK);
    var before = site(scene.view());

    var after = site(scene.look(Scene.INTERVAL));

    assertThat(after.lastData()).isNotEqualTo(before.lastData());
  }

  @Test
  void aSiteIsNewWhenAnIncidentOfItOpensAndNotWhenAnotherSitesDoes() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900).until(DARK, Script.refusing()))
            .with("esams", "ops", "b", Script.unauthorized())
            .run(DARK.plusMinutes(2));
    var codfw = site(scene.view());
    var esams = scene.view().sites().get(new SiteId("esams"));
    assertThat(codfw.alerts()).isEmpty();

    scene.run(Duration.ofMinutes(2));

    assertThat(site(scene.view()).alerts())
        .extracting(alert -> alert.alert().name().label())
        .containsExactly("PrometheusSiteStalled");
    assertThat(scene.view().sites().get(new SiteId("esams"))).isSameAs(esams);
  }

  @Test
  void anIncidentSaysWhatIsBroken() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900).until(DARK, Script.refusing()))
            .receivers(_ -> REFUSED)
            .run(DARK.plusMinutes(4));

    assertThat(scene.view().incidents().values())
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.verdict())
                    .contains(
                        "process: codfw/ops/a connection refused on /metrics: no process on the"
                            + " port"));
  }

  @Test
  void theClockOfADarkSiteCountsOnWithoutAChange() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900).until(DARK, Script.refusing()))
            .run(DARK.plusMinutes(2));
    var before = scene.view();

    var after = scene.pass(Duration.ofSeconds(7));

    assertThat(site(after)).isSameAs(site(before));
    assertThat(noData(after)).isEqualTo(noData(before).plusSeconds(7));
  }

  @Test
  void theClockOfASiteThatWeCannotSeeStandsStill() {
    var scene =
        new Scene(START)
            .with(
                "codfw",
                "ops",
                "a",
                Script.producing(900)
                    .until(DARK, Script.refusing())
                    .until(DARK.plusMinutes(2), Script.unauthorized()))
            .run(DARK.plusMinutes(3));
    var before = noData(scene.view());

    var after = scene.run(Duration.ofMinutes(5)).view();

    assertThat(site(after).blind()).contains(BlindCause.UNAUTHORIZED);
    assertThat(site(after).noData()).isInstanceOf(NoDataTime.Paused.class);
    assertThat(noData(after)).isEqualTo(before).isPositive();
  }

  @Test
  void aSiteWithDataHasNoClock() {
    var scene = new Scene(START).with("codfw", "ops", "a", Script.producing(900)).run(DARK);

    assertThat(site(scene.view()).noData()).isEqualTo(new NoDataTime.None());
    assertThat(noData(scene.view())).isZero();
  }

  @Test
  void aDeliveryIsPendingUntilItsFirstReport() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900).until(DARK, Script.refusing()));
    while (scene.view().incidents().isEmpty()) {
      scene.look(Scene.INTERVAL);
    }

    var offered = only(scene.view()).deliveries();
    var reported = only(scene.pass(TURN)).deliveries();

    assertThat(offered)
        .containsExactly(
            new DeliveryView(
                "alertmanager",
                "http://am1:9093",
                Optional.empty(),
                Optional.empty(),
                "pending",
                "on its way"),
            new DeliveryView(
                "alertmanager",
                "http://am2:9093",
                Optional.empty(),
                Optional.empty(),
                "pending",
                "on its way"));
    assertThat(reported)
        .extracting(DeliveryView::outcome, DeliveryView::reason)
        .containsOnly(tuple("accepted", Optional.of("first")));
  }

  @Test
  void whatNoMemberHasTakenIsUndeliveredSinceItWasDue() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900).until(DARK, Script.refusing()))
            .receivers(_ -> REFUSED)
            .run(DARK.plusMinutes(6));

    var stalled =
        scene.view().incidents().values().stream()
            .filter(each -> each.head().alert().name() == AlertName.SITE_STALLED)
            .findFirst()
            .orElseThrow();
    assertThat(scene.view().undeliveredSince()).contains(stalled.openedAt());
  }

  @Test
  void whatOneOfTwoMembersHasTakenIsDelivered() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900).until(DARK, Script.refusing()))
            .receivers(due -> due.route().equals(AM2) ? REFUSED : TAKEN)
            .run(DARK.plusMinutes(6));

    assertThat(scene.view().undeliveredSince()).isEmpty();
  }

  @Test
  void whatALargerIncidentHasMadeNeedlessIsNotOwed() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900).until(DARK, Script.refusing()))
            .receivers(_ -> REFUSED)
            .run(DARK.plusMinutes(11));
    assertThat(scene.view().undeliveredSince()).isPresent();

    scene.receivers(_ -> TAKEN).run(Duration.ofMinutes(1));

    assertThat(scene.view().undeliveredSince()).isEmpty();
  }

  @Test
  void nothingIsUndeliveredOnceEverybodyTookIt() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900).until(DARK, Script.refusing()))
            .run(DARK.plusMinutes(6));

    assertThat(scene.view().incidents()).hasSize(1);
    assertThat(scene.view().undeliveredSince()).isEmpty();
  }

  @Test
  void anIncidentThatIsOverIsShownAsResolvedAndNoAlertOfItsSite() {
    var scene =
        new Scene(START)
            .with(
                "codfw",
                "ops",
                "a",
                Script.producing(900)
                    .until(DARK, Script.refusing())
                    .until(DARK.plusMinutes(6), Script.producing(900)))
            .run(DARK.plusMinutes(14));

    var incident = only(scene.view());

    assertThat(incident.isOpen()).isFalse();
    assertThat(incident.head().stage()).isEqualTo("resolved");
    assertThat(incident.resolvedAt()).isPresent();
    assertThat(site(scene.view()).alerts()).isEmpty();
  }

  @Test
  void aJournalThatDoesNotKeepIsSaidSo() {
    var scene =
        new Scene(START)
            .with("codfw", "ops", "a", Script.producing(900))
            .commits(new Commit.Unkept("no space left on device"));

    assertThat(scene.look(TURN).storeProblem()).contains("no space left on device");
  }

  @Test
  void noCredentialsAreShown() {
    var scene = new Scene(START).with("codfw", "ops", "a", Script.producing(900)).run(DARK);

    var shown = site(scene.view()).groups().getFirst().instances().getFirst();

    assertThat(shown.url()).isEqualTo("http://a:9090");
  }

  private static SiteView site(View view) {
    return List.copyOf(view.sites().values()).getFirst();
  }

  private static Duration noData(View view) {
    return site(view).noData().at(view.at());
  }

  private static IncidentView only(View view) {
    assertThat(view.incidents()).hasSize(1);
    return List.copyOf(view.incidents().values()).getFirst();
  }
}
