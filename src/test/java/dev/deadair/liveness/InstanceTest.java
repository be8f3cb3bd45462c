package dev.deadair.liveness;

import static dev.deadair.liveness.Watched.INTERVAL;
import static dev.deadair.liveness.Watched.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Inventory.Role;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a server's answers make of it, look after look. */
class InstanceTest {
  private final Watched server = new Watched(Role.SERVER);

  @Test
  void whoListensForAMomentAgainAndAgainIsCrashLooping() {
    for (var i = 0; i < 3; i++) {
      server.refuses(Failure.Kind.REFUSED);
      assertThat(server.instance().state().word()).isEqualTo("down");
      server.refuses(Failure.Kind.RESET);
    }

    assertThat(server.instance().state()).isInstanceOf(InstanceState.CrashLooping.class);
    assertThat(server.instance().shows()).startsWith("3 starts in a quarter of an hour");
  }

  @Test
  void whoListensForAMomentWithinOneLookHasStarted() {
    server.refuses(Failure.Kind.FLICKERING);
    server.refuses(Failure.Kind.FLICKERING);
    server.refuses(Failure.Kind.FLICKERING);

    assertThat(server.instance().state()).isInstanceOf(InstanceState.CrashLooping.class);
  }

  @Test
  void aStartThatWasMetOnItsWayIsOneStart() {
    answer(Flavour.PROMETHEUS, START, true, 1000, Map.of(), 0);
    for (var restart = 0; restart < 2; restart++) {
      var started = server.now.wall().minusSeconds(2);
      server.refuses(Failure.Kind.FLICKERING);
      for (var i = 0; i < 4; i++) {
        answer(Flavour.PROMETHEUS, started, false, 0, Map.of(), 0);
      }
    }

    assertThat(server.instance().lives().starts()).hasSize(2);
    assertThat(server.instance().state().word()).isEqualTo("starting");
  }

  @Test
  void whatHangsUpAlwaysOrRefusesAlwaysIsNoCrashLoop() {
    for (var i = 0; i < 30; i++) {
      server.refuses(Failure.Kind.RESET);
    }
    for (var i = 0; i < 30; i++) {
      server.refuses(Failure.Kind.REFUSED);
    }

    assertThat(server.instance().state().word()).isEqualTo("down");
  }

  @Test
  void anotherProcessAtEveryLookIsACrashLoopThoughEachAnswers() {
    for (var life = 0; life < 4; life++) {
      answer(Flavour.PROMETHEUS, START.plusSeconds(life * 60L), false, 0, Map.of(), 0);
    }

    assertThat(server.instance().state()).isInstanceOf(InstanceState.CrashLooping.class);
  }

  /** Seed 166 of the simulation: it passed for a second server, and its data for none. */
  @Test
  void aRestartIsOneThoughOurClockWasSetBackMeanwhile() {
    answer(Flavour.PROMETHEUS, START.minusSeconds(3600), true, 1000, Map.of(), 0);
    answer(Flavour.PROMETHEUS, START.minusSeconds(3600), true, 2000, Map.of(), 0);
    server.now =
        new Moment(server.now.wall().minusSeconds(66), server.now.mono(), server.now.boot());
    for (var i = 0; i < 4; i++) {
      server.refuses(Failure.Kind.REFUSED);
    }

    answer(Flavour.PROMETHEUS, server.now.wall().minusSeconds(20), true, 500, Map.of(), 0);

    assertThat(server.instance().lives().beside()).isEmpty();
    assertThat(server.instance().lives().starts()).hasSize(1);
    assertThat(server.instance().state().word()).isEqualTo("producing");
  }

  @Test
  void dataIsDatedByAClockThatNobodySets() {
    answer(Flavour.PROMETHEUS, START.minusSeconds(3600), true, 1000, Map.of(), 0);
    server.now =
        new Moment(server.now.wall().minusSeconds(66), server.now.mono(), server.now.boot());
    var looked = server.now;

    answer(Flavour.PROMETHEUS, START.minusSeconds(3666), true, 2000, Map.of(), 0);

    assertThat(server.instance().clock().lastData()).contains(looked);
  }

  @Test
  void aCrashLoopThatIsOverAQuarterOfAnHourIsJustDown() {
    for (var i = 0; i < 3; i++) {
      server.refuses(Failure.Kind.REFUSED);
      server.refuses(Failure.Kind.RESET);
    }
    for (var i = 0; i < 61; i++) {
      server.refuses(Failure.Kind.REFUSED);
    }

    assertThat(server.instance().state().word()).isEqualTo("down");
  }

  @Test
  void aRestartIsExpectedToTakeTwiceItsOwnReplay() {
    answer(Flavour.PROMETHEUS, START, true, 1000, Map.of(), 240);
    answer(Flavour.PROMETHEUS, START, true, 2000, Map.of(), 240);
    assertThat(server.instance().state().word()).isEqualTo("producing");
    var restarted = server.now.wall();
    answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);
    for (var i = 0; i < 28; i++) {
      answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);
    }
    assertThat(server.instance().state().word()).isEqualTo("starting");
    assertThat(server.instance().isBackSoon(server.now)).isTrue();

    answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);
    answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);
    answer(Flavour.PROMETHEUS, restarted, false, 0, Map.of(), 0);

    assertThat(server.instance().isBackSoon(server.now)).isFalse();
  }

  @Test
  void anAgentHasDataOnceARemoteHasTakenIt() {
    for (var i = 1; i < 5; i++) {
      answer(Flavour.AGENT, START, true, i * 1000, Map.of("dead", START), 0);
    }
    assertThat(server.instance().state().word()).isNotEqualTo("producing");

    for (var i = 5; i < 9; i++) {
      var sent = Map.of("dead", START, "alive", START.plusSeconds(i * 15L));
      answer(Flavour.AGENT, START, true, i * 1000, sent, 0);
    }

    assertThat(server.instance().state().word()).isEqualTo("producing");
  }

  @Test
  void aServerThatIsThereToForwardHasNoDataWhileItsRemotesTakeNone() {
    var forwarder = new Watched(Role.FORWARDER);
    for (var i = 1; i < 9; i++) {
      var remotes = remotes(Map.of("remote", START));
      forwarder.answers(exposedBy(Flavour.PROMETHEUS, START).appended(i * 1000).remotes(remotes));
    }

    assertThat(forwarder.instance().clock().lastData()).isEmpty();
    assertThat(forwarder.instance().life().orElseThrow().isHeldUp(Role.FORWARDER)).isTrue();
    assertThat(forwarder.instance().life().orElseThrow().isHeldUp(Role.SERVER)).isFalse();
  }

  @Test
  void staleMarkersOfScrapesOverTheirLimitAreNoData() {
    for (var i = 1; i < 20; i++) {
      scrapes(i, 5 * i + 100 * (i / 2), i);
    }
    assertThat(server.instance().state().word()).isEqualTo("idle");
    assertThat(server.instance().clock().lastData()).isEmpty();

    for (var i = 20; i < 24; i++) {
      scrapes(i, 105 * i, 19);
    }
    assertThat(server.instance().state().word()).isEqualTo("producing");
  }

  @Test
  void oneOfTwoTargetsOverItsLimitLeavesTheOther() {
    for (var i = 1; i < 20; i++) {
      scrapes(2 * i, 110 * i, i);
    }

    assertThat(server.instance().state().word()).isEqualTo("producing");
  }

  /** A look at a server that has scraped so often, appended so much and rejected so many. */
  private void scrapes(double scrapes, double appended, double overLimit) {
    server.answers(
        exposedBy(Flavour.PROMETHEUS, START)
            .appended(appended)
            .scrapes(Map.of(INTERVAL, scrapes))
            .signals(Map.of(Signal.SAMPLE_LIMIT_EXCEEDED, overLimit)));
  }

  private void answer(
      Flavour flavour,
      Instant started,
      boolean ready,
      double appended,
      Map<String, Instant> sent,
      double replayed) {
    server.answers(
        exposedBy(flavour, started)
            .isReady(ready)
            .appended(appended)
            .remotes(remotes(sent))
            .signals(Map.of(Signal.REPLAY_DURATION, replayed)));
  }

  private static Exposed exposedBy(Flavour flavour, Instant started) {
    return Exposed.since(started).flavour(flavour).targets(1);
  }

  private static Map<String, Remote> remotes(Map<String, Instant> sent) {
    return sent.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> new Remote(Optional.of(each.getValue()), 0)));
  }
}
