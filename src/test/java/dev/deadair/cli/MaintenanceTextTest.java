package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaintenanceTextTest {

  private static final Map<String, Object> ONE =
      Map.of(
          "id", "1f0c33a9",
          "site", "eqsin",
          "group", "ops",
          "state", "active",
          "endsAt", "2026-11-25T14:03:11.412Z",
          "untilProducing", true,
          "author", "",
          "comment", "switch\n\u001b[31m replaced\u202e");

  @Test
  void aLineHasWhatUntilWhenAndWhatForAndNothingThatATerminalObeys() {
    assertThat(MaintenanceText.lines(Map.of("data", List.of(ONE)), false))
        .containsExactly(
            "1f0c33a9  eqsin/ops  until 2026-11-25T14:03:11.412Z or until producing  -"
                + "  switch [31m replaced ");
  }
}
