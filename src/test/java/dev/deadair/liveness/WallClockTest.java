package dev.deadair.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose wall clock is wrong, and what our own clocks say of the turns between. */
class WallClockTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Map<InstanceId, Duration> skews = new LinkedHashMap<>();
  private Moment now =
      new Moment(Instant.parse("2023-05-05T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));
  private Instant truth = now.wall();
  private Fleet fleet = fleet(1, 1);

  @Test
  void aStepOfOursThatTheServersDoNotShareIsOursFromTheNextLookOn() {
    run(2);
    assertThat(wrong()).isEmpty();

    step(Duration.ofMinutes(-10));
    run(1);

    assertThat(wrong()).map(WallClock.Wrong::by).contains(Duration.ofMinutes(-10));
    run(10);
    assertThat(wrong()).isPresent();
  }

  @Test
  void aStepBackToWhatTheServersSayIsTheEndOfIt() {
    run(2);
    step(Duration.ofMinutes(10));
    run(4);
    step(Duration.ofMinutes(-10));
    run(1);

    assertThat(wrong()).isEmpty();
  }

  @Test
  void aSingleSiteThatIsOffWithoutAStepOfOursIsTheSites() {
    fleet = fleet(1, 3);
    skews.replaceAll((_, _) -> Duration.ofMinutes(2));
    run(4);

    assertThat(wrong()).isEmpty();
  }

  @Test
  void twoSitesThatAgreeOnAnotherTimeAreRight() {
    fleet = fleet(2, 1);
    skews.replaceAll((_, _) -> Duration.ofMinutes(2));
    run(4);

    assertThat(wrong()).map(WallClock.Wrong::by).contains(Duration.ofMinutes(-2));
  }

  @Test
  void twoSitesThatAreOffEachItsOwnWayProveNothing() {
    fleet = fleet(2, 1);
    var ahead = Duration.ofMinutes(2);
    skews.replaceAll((id, _) -> id.site().name().equals("site1") ? ahead : ahead.negated());
    run(4);

    assertThat(wrong()).isEmpty();
  }

  @Test
  void whereNobodyAnswersAStepIsNeitherRightNorWrong() {
    run(2);
    step(Duration.ofMinutes(10));
    now = now.plus(INTERVAL.multipliedBy(3));
    fleet = fleet.at(now);

    assertThat(wrong()).isEmpty();
    assertThat(fleet.sight().doubtsItsClock(now, fleet.inventory().unbroken())).isFalse();
  }

  @Test
  void aClockThatWasJustSetIsDoubtedForTwoIntervals() {
    run(2);
    step(Duration.ofSeconds(3));
    now = now.plus(Duration.ofSeconds(1));
    fleet = fleet.at(now);

    assertThat(fleet.sight().doubtsItsClock(now, fleet.inventory().unbroken())).isTrue();
  }

  @Test
  void aStopAndASuspendAndAStepAreToldApart() {
    second(1);
    second(40);
    now = new Moment(now.wall().plusSeconds(60), now.mono(), now.boot().plusSeconds(60));
    second(1);
    step(Duration.ofSeconds(5));
    second(1);
    second(1);

    assertThat(fleet.sight().pulse().orElseThrow().disturbances())
        .extracting(Pulse.Disturbance::cause)
        .containsExactly(BlindCause.STOOD_STILL, BlindCause.SUSPENDED, BlindCause.CLOCK_STEPPED);
  }

  @Test
  void slewingIsNoStep() {
    for (var i = 0; i < 3600; i++) {
      step(Duration.ofNanos(500_000));
      second(1);
    }

    assertThat(fleet.sight().pulse().orElseThrow().disturbances()).isEmpty();
  }

  private Optional<WallClock.Wrong> wrong() {
    return fleet.sight().clock().wrong();
  }

  private void second(long seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
    fleet = fleet.at(now);
  }

  /** Our wall clock is set. */
  private void step(Duration by) {
    now = new Moment(now.wall().plus(by), now.mono(), now.boot());
  }

  /** Every server is looked at, then a turn is taken. */
  private void run(int intervals) {
    for (var i = 0; i < intervals; i++) {
      now = now.plus(INTERVAL);
      truth = truth.plus(INTERVAL);
      var looks = new ArrayList<Observation>();
      skews.forEach((id, skew) -> looks.add(look(id, truth.plus(skew))));
      fleet = fleet.saw(looks).at(now);
    }
  }

  private Observation look(InstanceId id, Instant date) {
    var scrapes = Duration.between(Instant.EPOCH, truth).toSeconds() / 15.0;
    return Exposed.since(Instant.EPOCH)
        .at(date)
        .appended(1000 * scrapes)
        .scrapes(Map.of(INTERVAL, scrapes))
        .seen(id, now);
  }

  private Fleet fleet(int sites, int servers) {
    skews.clear();
    var expected = new ArrayList<ExpectedSite>();
    for (var site = 1; site <= sites; site++) {
      var group = new GroupId(new SiteId("site" + site), "ops");
      var instances = new ArrayList<ExpectedInstance>();
      for (var server = 1; server <= servers; server++) {
        var id = new InstanceId(group, "prometheus" + server);
        instances.add(new ExpectedInstance(id, URI.create("http://" + id.name() + ":9090")));
        skews.put(id, Duration.ZERO);
      }
      expected.add(Expected.site(group, Limits.DEFAULT, instances));
    }
    return Fleet.of(new Inventory(INTERVAL, expected), Memory.NONE, now);
  }
}
