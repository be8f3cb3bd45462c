package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerLifeTest {
  private static final Instant START = Instant.parse("2023-05-05T00:27:00Z");
  private static final Workload WORKLOAD = new Workload(Duration.ofSeconds(1), 4, 10, 2);

  @Test
  void aLifeBeginsWithoutAnySample() {
    var life = life();

    assertThat(life.appended(START)).isZero();
    assertThat(life.intervals(START)).isZero();
    assertThat(life.series(START)).isZero();
    assertThat(life.newestSample(START)).isEmpty();
    assertThat(life.isReady(START)).isFalse();
  }

  @Test
  void nothingIsAppendedUntilTheReplayIsOverAndTargetsAreFound() {
    var life = life();
    var firstScrape = after(2).plus(ServerLife.DISCOVERY);

    assertThat(life.isReady(after(2))).isTrue();
    assertThat(life.appended(firstScrape.minusMillis(1))).isZero();
    assertThat(life.appended(firstScrape)).isEqualTo(10 + 5 + 2);
  }

  @Test
  void eachIntervalAppendsWhatEachTargetBringsItsReportsAndTheRules() {
    var life = life();

    assertThat(life.appended(after(61)) - life.appended(after(60))).isEqualTo(4 * (10 + 5) + 2);
    assertThat(life.intervals(after(61)) - life.intervals(after(60))).isEqualTo(4);
  }

  @Test
  void aTargetsFirstScrapeHasNoIntervalBehindIt() {
    var life = life();
    var allScrapedOnce = after(3).plus(ServerLife.DISCOVERY).minusMillis(1);

    assertThat(life.appended(allScrapedOnce)).isEqualTo(4 * (10 + 5) + 2);
    assertThat(life.intervals(allScrapedOnce)).isZero();
  }

  @Test
  void theNewestSampleIsNeverOlderThanAnIntervalNorInTheFuture() {
    var life = life();

    for (var now = after(10); now.isBefore(after(12)); now = now.plusMillis(50)) {
      assertThat(life.newestSample(now).orElseThrow()).isBetween(now.minusSeconds(1), now);
    }
  }

  @Test
  void countersNeverGoBack() {
    var life = life();

    for (var now = START; now.isBefore(after(20)); now = now.plusMillis(70)) {
      var then = now.plusMillis(70);
      assertThat(life.appended(then)).isGreaterThanOrEqualTo(life.appended(now));
      assertThat(life.intervals(then)).isGreaterThanOrEqualTo(life.intervals(now));
      assertThat(life.ruleEvaluations(then)).isGreaterThanOrEqualTo(life.ruleEvaluations(now));
    }
  }

  @Test
  void untilItsFirstScrapeItsNewestSampleIsOfTheLifeBefore() {
    var before = START.minusSeconds(30);
    var life = new ServerLife(START, Optional.of(after(2)), Optional.of(before), WORKLOAD);

    assertThat(life.newestSample(after(1))).isEmpty();
    assertThat(life.newestSample(after(2))).contains(before);
    assertThat(life.newestSample(after(5)).orElseThrow()).isAfter(after(3));
  }

  @Test
  void aLifeThatDiesInReplayIsNeverReadyAndAppendsNothing() {
    var life = new ServerLife(START, Optional.empty(), Optional.of(START), WORKLOAD);

    assertThat(life.isReady(after(3600))).isFalse();
    assertThat(life.appended(after(3600))).isZero();
    assertThat(life.newestSample(after(3600))).isEmpty();
  }

  private static ServerLife life() {
    return new ServerLife(START, Optional.of(after(2)), Optional.empty(), WORKLOAD);
  }

  private static Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }
}
