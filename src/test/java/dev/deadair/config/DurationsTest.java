package dev.deadair.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "15s, PT15S",
    "15 seconds, PT15S",
    "7500ms, PT7.5S",
    "1.5m, PT1M30S",
    "10 minutes, PT10M",
    "2h, PT2H",
    "1d, PT24H",
    "366d, PT8784H"
  })
  void unitsAreThoseOfHocon(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", " 15 ", "1.5", "15."})
  void aNumberWithoutAUnitIsNoDuration(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).hasMessageStartingWith("has no unit; use 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-5m", "0.4ns"})
  void aDurationIsLongerThanZero(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).hasMessageStartingWith("is not longer than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "soon", "10min", "1h30m", "PT10M", "99999999999999999999d"})
  void anythingElseIsNoDuration(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).hasMessageStartingWith("is no duration");
  }

  @Test
  void moreThanAYearIsAMistake() {
    assertThatThrownBy(() -> Durations.parse("367d")).hasMessageStartingWith("is longer than a");
  }

  @ParameterizedTest
  @CsvSource({
    "PT15S, 15s",
    "PT1M30S, 90s",
    "PT10M, 10m",
    "PT90M, 90m",
    "PT2H, 2h",
    "PT48H, 2d",
    "PT7.5S, 7500ms",
    "PT0.000000001S, 1ns"
  })
  void textIsOneNumberAndOneUnitAndReadsBack(Duration duration, String text) {
    assertThat(Durations.text(duration)).isEqualTo(text);
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }
}
