package dev.deadair.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KNOWN =
      List.of("url", "name", "window", "warn-after", "clear-after", "timeout");

  @ParameterizedTest
  @CsvSource({
    "urls, url",
    "nmae, name",
    "windwo, window",
    "warnAfter, warn-after",
    "warn_after, warn-after",
    "timout, timeout"
  })
  void aSlipOrTwoAreForgiven(String word, String meant) {
    assertThat(Spelling.nearest(word, KNOWN)).contains(meant);
  }

  @Test
  void anotherWordIsNotTakenForOneOfOurs() {
    assertThat(Spelling.nearest("interval", KNOWN)).isEmpty();
    assertThat(Spelling.nearest("ip", KNOWN)).isEmpty();
  }
}
