package dev.deadair.alert;

import static dev.deadair.alert.Deliverer.ACTIVE;
import static dev.deadair.alert.Deliverer.ALERTMANAGER;
import static dev.deadair.alert.Deliverer.DARK;
import static dev.deadair.alert.Deliverer.FALLBACK;
import static dev.deadair.alert.Deliverer.MINUTE;
import static dev.deadair.alert.Deliverer.NOTHING;
import static dev.deadair.alert.Deliverer.TAKEN;
import static dev.deadair.alert.Deliverer.dark;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves that people hear of what comes back while its end is being told. */
class RelapseTest {
  private static final Alert STALLED = new Alert(AlertName.SITE_STALLED, new SiteId("eqsin"));

  /**
   * An Alertmanager has told people that it is over, or was about to: what it told before is past.
   */
  @Test
  void whatProvedItBeforeItsEndWasToldProvesNothingOfWhatComesBack() {
    var world = relapsed(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(50));
    assertThat(world.to("events")).as("an Alertmanager may tell people anew").isEmpty();
    assertThat(world.undelivered().unheard()).hasSize(1);

    world.run(Duration.ofSeconds(20));

    assertThat(world.to("events")).hasSize(1);
    assertThat(world.only().history()).extracting(Step::kind).contains(Step.Kind.RELAPSED);
  }

  @Test
  void whatIsProvenAnewNeedsNobodyElse() {
    var world = relapsed(ALERTMANAGER, FALLBACK);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    world.run(MINUTE.multipliedBy(10));

    assertThat(world.to("events")).isEmpty();
    assertThat(world.undelivered().unheard()).isEmpty();
  }

  /** One that came back before its group was due is no news to an Alertmanager. */
  @Test
  void anAlertmanagerThatHasHeldItForAGroupIntervalHasToldPeopleWhateverThereWasToTell() {
    var world = relapsed(ALERTMANAGER);
    for (var i = 0; i < 30; i++) {
      world.run(Duration.ofSeconds(10));
      world.holds("am1", ACTIVE);
    }
    assertThat(world.undelivered().unheard()).hasSize(1);

    world.run(MINUTE);

    assertThat(world.undelivered().unheard()).isEmpty();
  }

  @Test
  void countersOfBeforeItCameBackProveNothingOfIt() {
    var world = dark(ALERTMANAGER, FALLBACK);
    world.counts("am1", 7, 3);
    world.run(Duration.ofSeconds(2));
    world.holds("am1", ACTIVE);
    world.counts("am1", 8, 3);
    world.run(MINUTE);
    relapse(world);
    world.run(Duration.ofSeconds(2));
    world.holds("am1", ACTIVE);
    world.run(MINUTE);

    assertThat(world.to("events")).hasSize(1);
  }

  /** As one that opened before that, and reached nobody either. */
  @ParameterizedTest(name = "having come back {0} times, another run: {1}")
  @CsvSource({"1, false", "2, false", "3, false", "1, true", "2, true"})
  void whatCameBackAndReachedNobodyIsNotToldOnceSomethingKeepsItQuiet(int times, boolean resumed) {
    var world = new Deliverer(ALERTMANAGER);
    world.is(STALLED, Standing.REACHED);
    world.run(MINUTE);
    for (var i = 0; i < times; i++) {
      world.is(STALLED, Standing.OVER);
      awaitItsEnd(world);
      if (resumed) {
        world.restart(Duration.ofSeconds(3));
        world.run(Duration.ofSeconds(20));
      }
      List.of("am1", "am2").forEach(each -> world.answer(each, NOTHING));
      world.is(STALLED, Standing.UNDERWAY);
      world.run(Duration.ofSeconds(20));
    }
    world.is(DARK, Standing.REACHED);
    world.turn(List.of(), List.of());
    world.sent.clear();
    List.of("am1", "am2").forEach(each -> world.answer(each, TAKEN));
    world.run(MINUTE.multipliedBy(2));

    assertThat(world.sent)
        .isNotEmpty()
        .allMatch(each -> each.incident().alert().equals(DARK), "about the larger alone");
  }

  /** To fall quiet would say that it is over: they have not heard of any end. */
  @ParameterizedTest(name = "another run: {0}")
  @ValueSource(booleans = {false, true})
  void whoHasTakenWhatCameBackIsToldOnThoughSomethingKeepsItQuietSince(boolean resumed) {
    var world = new Deliverer(ALERTMANAGER);
    world.is(STALLED, Standing.REACHED);
    world.run(MINUTE);
    world.is(STALLED, Standing.OVER);
    awaitItsEnd(world);
    world.is(STALLED, Standing.UNDERWAY);
    world.run(Duration.ofSeconds(20));
    List.of("am1", "am2").forEach(each -> world.answer(each, NOTHING));
    world.is(STALLED, Standing.OVER);
    awaitItsEnd(world);
    if (resumed) {
      world.restart(Duration.ofSeconds(3));
      world.run(Duration.ofSeconds(20));
    }
    world.is(STALLED, Standing.UNDERWAY);
    world.is(DARK, Standing.REACHED);
    world.turn(List.of(), List.of());
    world.sent.clear();
    List.of("am1", "am2").forEach(each -> world.answer(each, TAKEN));
    world.run(MINUTE);

    assertThat(world.sent).anyMatch(each -> each.incident().alert().equals(STALLED));
  }

  private static Deliverer relapsed(Receiver... receivers) {
    var world = dark(receivers);
    world.run(Duration.ofSeconds(2));
    world.receipt("{}:{}", DARK);
    world.run(MINUTE);
    relapse(world);
    return world;
  }

  private static void relapse(Deliverer world) {
    world.is(DARK, Standing.OVER);
    awaitItsEnd(world);
    assertThat(world.to("events")).isEmpty();
    world.is(DARK, Standing.UNDERWAY);
    world.turn(List.of(), List.of());
  }

  /** Until it has just been told to Alertmanagers that it is over. */
  private static void awaitItsEnd(Deliverer world) {
    world.runToItsEnd();
    world.run(Duration.ofSeconds(20));
  }
}
