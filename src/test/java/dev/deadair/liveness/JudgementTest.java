package dev.deadair.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The clocks of a verdict. */
class JudgementTest {
  private static final Duration UNBROKEN = Duration.ofSeconds(30);
  private static final Moment START =
      new Moment(Instant.parse("2026-11-25T12:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));

  @Test
  void aStepOfTheWallClockEndsNoAbsence() {
    var absent = dark(Judgement.UNKNOWN, Optional.empty(), 0, 601);
    assertThat(absent.absence()).contains(SiteState.Why.WINDOW);

    var back = lit(absent, at(602));
    var stepped = lit(back, wallAhead(at(603), Duration.ofHours(1)));

    assertThat(stepped.absence()).contains(SiteState.Why.WINDOW);
    assertThat(stepped.backFor(wallAhead(at(603), Duration.ofHours(1))))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(lit(stepped, wallAhead(at(902), Duration.ofHours(1))).absence()).isEmpty();
  }

  @Test
  void aServerThatIsSlowIsAwaitedBeforeItsSiteIsAbsent() {
    var slow = dark(Judgement.UNKNOWN, Optional.of(at(580)), 0, 624);
    assertThat(slow.state()).isInstanceOf(SiteState.Stalled.class);

    assertThat(dark(Judgement.UNKNOWN, Optional.of(at(580)), 0, 625).state())
        .isInstanceOf(SiteState.Absent.class);
  }

  @Test
  void whatIsSlowAgainAndAgainIsNotAwaitedForEver() {
    var judgement = Judgement.UNKNOWN;
    for (var second = 0; second <= 644; second++) {
      judgement = dark(judgement, Optional.of(at(second)), second, second);
    }
    assertThat(judgement.state()).isInstanceOf(SiteState.Stalled.class);

    assertThat(dark(judgement, Optional.of(at(645)), 645, 645).state())
        .isInstanceOf(SiteState.Absent.class);
  }

  /** Turns without data, one a second. */
  private static Judgement dark(Judgement judgement, Optional<Moment> slowSince, int from, int to) {
    var next = judgement;
    for (var second = from; second <= to; second++) {
      var evidence = new Evidence.NoData(START, 1, slowSince);
      next = next.on(evidence, Optional.empty(), Limits.DEFAULT, UNBROKEN, at(second));
    }
    return next;
  }

  private static Judgement lit(Judgement judgement, Moment now) {
    return judgement.on(new Evidence.Data(), Optional.of(now), Limits.DEFAULT, UNBROKEN, now);
  }

  private static Moment at(int second) {
    return START.plus(Duration.ofSeconds(second));
  }

  private static Moment wallAhead(Moment moment, Duration by) {
    return new Moment(moment.wall().plus(by), moment.mono(), moment.boot());
  }
}
