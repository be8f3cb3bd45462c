package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "1s, PT1S",
    "15s, PT15S",
    "1m0s, PT1M",
    "1h0m0s, PT1H",
    "1h2m3.5s, PT1H2M3.5S",
    "1.5s, PT1.5S",
    "500ms, PT0.5S",
    "250µs, PT0.00025S",
    "7us, PT0.000007S",
    "3ns, PT0.000000003S",
    "0s, PT0S",
    "24h0m0s, PT24H",
  })
  void aDurationIsReadAsGoPrintsIt(String text, Duration duration) {
    assertThat(GoDuration.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "15", "15 s", "-15s", "1d", "1s later", "x1s", "1.s", "1e3s"})
  void whatGoWouldNotPrintIsNoDuration(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }
}
