package dev.deadair.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Inventory.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InstanceTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final GroupId GROUP = new GroupId(new SiteId("ulsfo"), "ops");
  private static final InstanceId ID = new InstanceId(GROUP, "prometheus4001");
  private static final Instant START = Instant.parse("2023-05-05T00:00:00Z");

  private Moment now = new Moment(START, Duration.ofDays(1), Duration.ofDays(1));
  private Inventory inventory = inventory(Role.SERVER);
  private Instance instance = unseen();
  private Optional<Instant> loaded = Optional.empty();

  @Test
  void whoListensForAMomentAgainAndAgainIsCrashLooping() {
    for (var i = 0; i < 3; i++) {
      refuse(Failure.Kind.REFUSED);
      assertThat(instance.state().word()).isEqualTo("down");
      refuse(Failure.Kind.RESET);
    }

    assertThat(instance.state()).isInstanceOf(InstanceState.CrashLooping.class);
    assertThat(instance.shows()).startsWith("3 starts in a quarter of an hour");
  }

  @Test
  void whoListensForAMomentWithinOneLookHasStarted() {
    refuse(Failure.Kind.FLICKERING);
    refuse(Failure.Kind.FLICKERING);
    refuse(Failure.Kind.FLICKERING);

    assertThat(instance.state()).isInstanceOf(InstanceState.CrashLooping.class);
  }

  @Test
  void aStartThatWasMetOnItsWayIsOneStart() {
    answer(Flavour.PROMETHEUS, START, true, 1000, Map.of(), 0);
    for (var restart = 0; restart < 2; restart++) {
      var started = now.wall().minusSeconds(2);
      refuse(Failure.Kind.FLICKERING);
      for (var i = 0; i < 4; i++) {
        answer(Flavour.PROMETHEUS, started, false, 0, Map.of(), 0);
      }
    }

    assertThat(instance.lives().starts()).hasSize(2);
    assertThat(instance.state().word()).isEqualTo("starting");
  }

  @Test
  void whatHangsUpAlwaysOrRefusesAlwaysIsNoCrashLoop() {
    for (var i = 0; i < 30; i++) {
      refuse(Failure.Kind.RESET);
    }
    for (var i = 0; i < 30; i++) {
      refuse(Failure.Kind.REFUSED);
    }

    assertThat(instance.state().word()).isEqualTo("down");
  }

  @Test
  void anotherProcessAtEveryLookIsACrashLoopThoughEachAnswers() {
    for (var life = 0; life < 4; life++) {
      answer(Flavour.PROMETHEUS, START.plusSeconds(life * 60L), false, 0, Map.of(), 0);
    }

    assertThat(instance.state()).isInstanceOf(InstanceState.CrashLooping.class);
  }

  /** Seed 166 of the simulation: it passed for a second server, and its data for none. */
  @Test
  void aRestartIsOneThoughOurClockWasSetBackMeanwhile() {
    answer(Flavour.PROMETHEUS, START.minusSeconds(3600), true, 1000, Map.of(), 0);
    answer(Flavour.PROMETHEUS, START.minusSeconds(3600), true, 2000, Map.of(), 0);
    now = new Moment(now.wall().minusSeconds(66), now.mono(), now.boot());
    for (var i = 0; i < 4; i++) {
      refuse(Failure.Kind.REFUSED);
    }

    answer(Flavour.PROMETHEUS, now.wall().minusSeconds(20), true, 500, Map.of(), 0);

    assertThat(instance.lives().beside()).isEmpty();
    assertThat(instance.lives().starts()).hasSize(1);
    assertThat(instance.state().word()).isEqualTo("producing");
  }

  @Test
  void dataIsDatedByAClockThatNobodySets() {
    answer(Flavour.PROMETHEUS, START.minusSeconds(3600), true, 1000, Map.of(), 0);
    now = new Moment(now.wall().minusSeconds(66), now.mono(), now.boot());
    var looked = now;

    answer(Flavour.PROMETHEUS, START.minusSeconds(3666), true, 2000, Map.of(), 0);

    assertThat(instance.clock().lastData()).contains(looked);
  }

  @Test
  void aCrashLoopThatIsOverAQuarterOfAnHourIsJustDown() {
    for (var i = 0; i < 3; i++) {
      refuse(Failure.Kind.REFUSED);
      refuse(Failure.Kind.RESET);
    }
    for (var i = 0; i < 61; i++) {
      refuse(Failure.Kind.REFUSED);
    }

    assertThat(instance.state().word()).isEqualTo("down");
  }

  @Test
  void aRestartIsExpectedToTakeTwiceItsOwnReplay() {
    answer(Flavour.PROMETHEUS, START, true, 1000, Map.of(), 240);
    answer(Flavour.PROMETHEUS, START, true, 2000, Map.of(), 240);
    assertThat(instance.state().word()).isEqualTo("producing");
    var restarted = now.wall();
    answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);
    for (var i = 0; i < 28; i++) {
      answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);
    }
    assertThat(instance.state().word()).isEqualTo("starting");
    assertThat(instance.isBackSoon(now)).isTrue();

    answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);
    answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);
    answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);

    assertThat(instance.isBackSoon(now)).isFalse();
  }

  @Test
  void anAgentHasDataOnceARemoteHasTakenIt() {
    for (var i = 1; i < 5; i++) {
      answer(Flavour.AGENT, START, true, i * 1000, Map.of("dead", START), 0);
    }
    assertThat(instance.state().word()).isNotEqualTo("producing");

    for (var i = 5; i < 9; i++) {
      var sent = Map.of("dead", START, "alive", START.plusSeconds(i * 15L));
      answer(Flavour.AGENT, START, true, i * 1000, sent, 0);
    }

    assertThat(instance.state().word()).isEqualTo("producing");
  }

  @Test
  void aServerThatIsThereToForwardHasNoDataWhileItsRemotesTakeNone() {
    inventory = inventory(Role.FORWARDER);
    instance = unseen();
    for (var i = 1; i < 9; i++) {
      answer(Flavour.PROMETHEUS, START, true, i * 1000, Map.of("remote", START), 0);
    }

    assertThat(instance.clock().lastData()).isEmpty();
    assertThat(instance.life().orElseThrow().isHeldUp(Role.FORWARDER)).isTrue();
    assertThat(instance.life().orElseThrow().isHeldUp(Role.SERVER)).isFalse();
  }

  @Test
  void staleMarkersOfScrapesOverTheirLimitAreNoData() {
    for (var i = 1; i < 20; i++) {
      scrapes(i, 5 * i + 100 * (i / 2), i);
    }
    assertThat(instance.state().word()).isEqualTo("idle");
    assertThat(instance.clock().lastData()).isEmpty();

    for (var i = 20; i < 24; i++) {
      scrapes(i, 105 * i, 19);
    }
    assertThat(instance.state().word()).isEqualTo("producing");
  }

  @Test
  void oneOfTwoTargetsOverItsLimitLeavesTheOther() {
    for (var i = 1; i < 20; i++) {
      scrapes(2 * i, 110 * i, i);
    }

    assertThat(instance.state().word()).isEqualTo("producing");
  }

  @Test
  void anIntervalThatANewConfigurationHasDroppedSpeaksForNothingAnyMore() {
    var slow = Duration.ofMinutes(5);
    for (var i = 1; i <= 45; i++) {
      scrapesEvery(Map.of(INTERVAL, (double) i, slow, Math.ceil(i / 20.0)));
    }
    assertThat(instance.clock().cover()).isEqualTo(Duration.ofMinutes(10));

    for (var i = 46; i <= 81; i++) { // it counted last at 41, and not for two of its intervals
      assertThat(instance.clock().cover()).isEqualTo(Duration.ofMinutes(10));
      scrapesEvery(Map.of(INTERVAL, (double) i, slow, 3.0));
    }
    assertThat(instance.clock().cover()).isEqualTo(Duration.ofSeconds(30));
    for (var i = 82; i < 200; i++) {
      scrapesEvery(Map.of(INTERVAL, (double) i, slow, 3.0));
      assertThat(instance.clock().cover()).isEqualTo(Duration.ofSeconds(30));
    }

    scrapesEvery(Map.of(INTERVAL, 200.0, slow, 4.0));
    assertThat(instance.clock().cover()).isEqualTo(Duration.ofMinutes(10));
  }

  /** Else the pauses between its last samples would be taken for its interval. */
  @Test
  void whoScrapesNoMoreHasDroppedNoInterval() {
    for (var i = 1; i <= 10; i++) {
      scrapesEvery(Map.of(INTERVAL, (double) i));
    }
    for (var i = 0; i < 60; i++) {
      scrapesEvery(Map.of(INTERVAL, 10.0));
      assertThat(instance.clock().cover()).isEqualTo(Duration.ofSeconds(30));
    }
    for (var i = 0; i < 60; i++) { // a scrape every four minutes, and then none
      scrapesEvery(Map.of(INTERVAL, 11.0 + Math.floorDiv(i, 16)));
      assertThat(instance.clock().cover()).isEqualTo(Duration.ofSeconds(30));
    }
    assertThat(instance.state().word()).isEqualTo("stalled");
  }

  @Test
  void anIntervalAtWhichALoadHasBegunScrapingAnewIsNotDropped() {
    for (var i = 1; i < 100; i++) {
      loaded = Optional.of(START.plusSeconds(150));
      scrapesEvery(Map.of(Duration.ofMinutes(5), i < 51 ? 1.0 : 2.0)); // 50: ten minutes after
      assertThat(instance.clock().cover()).isEqualTo(Duration.ofMinutes(10));
    }
  }

  /** A look at a server that has scraped so often at each interval, and gathered ever more. */
  private void scrapesEvery(Map<Duration, Double> scrapes) {
    var told = new EnumMap<Signal, Double>(Signal.class);
    loaded.ifPresent(at -> told.put(Signal.CONFIG_RELOAD_TIME, (double) at.getEpochSecond()));
    var scrape =
        new Scrape(
            Flavour.PROMETHEUS,
            Optional.empty(),
            START,
            Optional.of(true),
            Optional.empty(),
            1000 * scrapes.values().stream().mapToDouble(Double::doubleValue).sum(),
            Optional.empty(),
            scrapes,
            Scrape.REPORTS,
            1,
            Map.of(),
            Map.of(),
            Map.of(),
            new Signals(told));
    saw(
        new Observation.Answered(
            ID, now, Optional.of(true), Optional.of(true), Optional.empty(), scrape));
  }

  /** A look at a server that has scraped so often, appended so much and rejected so many. */
  private void scrapes(double scrapes, double appended, double overLimit) {
    var scrape =
        new Scrape(
            Flavour.PROMETHEUS,
            Optional.empty(),
            START,
            Optional.of(true),
            Optional.empty(),
            appended,
            Optional.empty(),
            Map.of(INTERVAL, scrapes),
            Scrape.REPORTS,
            1,
            Map.of(),
            Map.of(),
            Map.of(),
            new Signals(Map.of(Signal.SAMPLE_LIMIT_EXCEEDED, overLimit)));
    saw(
        new Observation.Answered(
            ID, now, Optional.of(true), Optional.of(true), Optional.empty(), scrape));
  }

  private void refuse(Failure.Kind kind) {
    saw(new Observation.Refused(ID, now, new Failure(kind, "/metrics", "")));
  }

  private void answer(
      Flavour flavour,
      Instant started,
      boolean ready,
      double appended,
      Map<String, Instant> sent,
      double replayed) {
    var scrape =
        new Scrape(
            flavour,
            Optional.empty(),
            started,
            Optional.of(ready),
            Optional.empty(),
            appended,
            Optional.empty(),
            Map.of(),
            Scrape.REPORTS,
            1,
            Map.of(),
            Map.of(),
            remotes(sent),
            new Signals(Map.of(Signal.REPLAY_DURATION, replayed)));
    saw(
        new Observation.Answered(
            ID, now, Optional.of(true), Optional.of(ready), Optional.empty(), scrape));
  }

  private static Map<String, Remote> remotes(Map<String, Instant> sent) {
    return sent.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> new Remote(Optional.of(each.getValue()), 0)));
  }

  private void saw(Observation look) {
    instance = instance.saw(look, Sight.UNPROVEN, inventory).at(now, Sight.UNPROVEN, inventory);
    now = now.plus(INTERVAL);
  }

  private Instance unseen() {
    return Instance.unseen(
        inventory.sites().getFirst().groups().getFirst().instances().getFirst(), inventory, START);
  }

  private static Inventory inventory(Role role) {
    var expected = new ExpectedInstance(ID, URI.create("http://prometheus4001:9090"), role);
    var group = new ExpectedGroup(GROUP, Limits.DEFAULT, List.of(expected));
    var site =
        new ExpectedSite(
            GROUP.site(), Limits.DEFAULT, List.of(group), Optional.empty(), Optional.empty());
    return new Inventory(INTERVAL, List.of(site));
  }
}
