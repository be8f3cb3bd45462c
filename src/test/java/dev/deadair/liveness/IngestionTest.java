package dev.deadair.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weeks of a group's ingestion, a look a minute: what is usual is learned, what is lost is told.
 */
class IngestionTest {

  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Duration WARN_AFTER = Duration.ofMinutes(3);
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Instant MONDAY = Instant.parse("2026-10-05T00:00:00Z");

  private Moment now = new Moment(MONDAY, Duration.ofDays(1), Duration.ofDays(1));
  private Ingestion ingestion = Ingestion.UNKNOWN;
  private String runs = "3.5.0 abc";
  private boolean learns = true;
  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void thirtyDaysAndNightsOfAHealthyGroupAreNoNews(long seed) {
    var random = new Random(seed);
    for (var minute = 0; minute < Duration.ofDays(30).toMinutes(); minute++) {
      if (random.nextInt(4000) == 0) {
        // A deploy: nothing for a while, then another configuration.
        runs = "3.5.0 " + random.nextInt();
        now = now.plus(Duration.ofMinutes(random.nextInt(8)));
        ingestion = ingestion.unjudged();
      }
      step(seasonal(now.wall()) * (0.85 + 0.3 * random.nextDouble()));
    }

    assertThat(told).isEmpty();
  }

  @Test
  void aHalvingByShardingIsAWarningForAnHourAndNeverAPage() {
    weeks(3);
    for (var minute = 0; minute < Duration.ofHours(34).toMinutes(); minute++) {
      step(seasonal(now.wall()));
    }
    runs = "3.5.0 sharded";
    for (var minute = 0; minute < Duration.ofDays(7).toMinutes(); minute++) {
      step(seasonal(now.wall()) * 0.45);
    }

    assertThat(told).isNotEmpty().allMatch(each -> each.startsWith("low"));
    assertThat(told).hasSizeLessThan(62);
  }

  /** A load test, and a new configuration that is taken back: neither was ever usual. */
  @Test
  void whatComesWhileSomebodyWorksOnItTeachesNothing() {
    weeks(3);
    var usual = ingestion.baseline();
    learns = false;
    for (var hour = 0; hour < 4; hour++) {
      for (var minute = 0; minute < 60; minute++) {
        step(seasonal(now.wall()) * 3);
      }
    }
    runs = "3.5.0 sharded";
    for (var minute = 0; minute < 3 * 60; minute++) {
      step(seasonal(now.wall()) * 0.3);
    }

    assertThat(ingestion.baseline()).isEqualTo(usual);
    assertThat(ingestion.low()).isPresent();
  }

  @Test
  void aLossThatNoChangeExplainsIsAPageAtEachHourOfTheWeek() {
    weeks(3);
    for (var hour = 0; hour < Hours.OF_WEEK; hour++) {
      var before = ingestion;
      var then = now;
      var random = new Random(hour);
      for (var minute = 0; minute < 30; minute++) {
        step(seasonal(now.wall()) * 0.05 * (0.85 + 0.3 * random.nextDouble()));
      }
      assertThat(ingestion.lost()).as("hour " + hour).isPresent();
      assertThat(told).as("hour " + hour).anyMatch(each -> each.startsWith("lost"));
      told.clear();
      ingestion = before;
      now = then;
      for (var minute = 0; minute < 60; minute++) {
        step(seasonal(now.wall()));
      }
      assertThat(told).isEmpty();
    }
  }

  @Test
  void theSameLossWithAnotherConfigurationIsAWarning() {
    weeks(2);
    runs = "3.5.0 other";
    for (var minute = 0; minute < 45; minute++) {
      step(seasonal(now.wall()) * 0.05);
    }

    assertThat(told).isNotEmpty().allMatch(each -> each.startsWith("low"));
  }

  @Test
  void whatFellBelowTheFloorWithoutAReasonIsNeverUsual() {
    weeks(2);
    for (var minute = 0; minute < Duration.ofDays(3).toMinutes(); minute++) {
      step(seasonal(now.wall()) * 0.05);
    }

    assertThat(ingestion.lost()).isPresent();
  }

  @Test
  void aLossOnTheFirstDayIsSeenAgainstTheHourBefore() {
    for (var minute = 0; minute < 120; minute++) {
      step(1000);
    }
    for (var minute = 0; minute < 15; minute++) {
      step(50);
    }

    assertThat(told).anyMatch(each -> each.startsWith("lost"));
  }

  @Test
  void aFloorInSamplesPerSecondNeedsNoBaselineAndNoFloorIsNone() {
    var absolute = Ingestion.UNKNOWN;
    var off = Ingestion.UNKNOWN;
    absolute = absolute.at(49, runs, new Floor.Absolute(50), true, now);
    off = off.at(0.1, runs, new Floor.Off(), true, now);

    assertThat(absolute.lost()).isPresent();
    assertThat(off.lost()).isEmpty();
  }

  @Test
  void whatWasLearnedOutlivesUs() {
    weeks(2);
    ingestion = Ingestion.remembering(Hours.of(ingestion.baseline().hours().values()));
    for (var minute = 0; minute < 12; minute++) {
      step(seasonal(now.wall()) * 0.05);
    }

    assertThat(told).anyMatch(each -> each.startsWith("lost"));
  }

  private void weeks(int count) {
    var random = new Random(count);
    for (var minute = 0; minute < Duration.ofDays(7L * count).toMinutes(); minute++) {
      step(seasonal(now.wall()) * (0.9 + 0.2 * random.nextDouble()));
    }
    assertThat(told).isEmpty();
  }

  private void step(double rate) {
    now = now.plus(STEP);
    ingestion = ingestion.at(rate, runs, Floor.DEFAULT, learns, now);
    if (lasted(ingestion.lost(), WINDOW) && !ingestion.isExplained()) {
      told.add("lost at " + now.wall());
    } else if (lasted(ingestion.low(), WARN_AFTER)) {
      told.add("low at " + now.wall());
    }
  }

  private boolean lasted(Optional<Moment> since, Duration atLeast) {
    return since.filter(from -> now.since(from).compareTo(atLeast) >= 0).isPresent();
  }

  /** By day 1000 samples per second, a third of that at night, and a third less at the weekend. */
  private static double seasonal(Instant at) {
    var utc = at.atOffset(ZoneOffset.UTC);
    var hour = utc.getHour() + utc.getMinute() / 60.0;
    var day = 667 + 333 * Math.sin((hour - 9) / 24 * 2 * Math.PI);
    var weekend =
        utc.getDayOfWeek() == DayOfWeek.SATURDAY || utc.getDayOfWeek() == DayOfWeek.SUNDAY;
    return weekend ? day * 0.65 : day;
  }
}
