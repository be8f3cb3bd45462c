package dev.deadair.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a page says of changes, by the scenario of one. */
class ChangesInPagesTest {

  @Test
  void thePageNamesWhatChangedBeforeTheDataStopped() {
    var told = whyOfThePage("change-before-outage");

    assertThat(told)
        .contains(
            "ulsfo/default/prometheus4001 configuration changed at 00:20:00 UTC, 3 min before it"
                + " began.");
    assertThat(told)
        .noneMatch(each -> each.startsWith("ulsfo/default/prometheus4002 configuration"));
  }

  private static List<String> whyOfThePage(String name) {
    var file = Path.of("src/test/resources/scenarios", name + ".scenario");
    var scenario = ((Scenario.Result.Loaded) Scenario.load(file)).scenario();
    return Replay.of(scenario)
        .timeline()
        .told()
        .filter(each -> each.incident().alert().name() == AlertName.SITE_ABSENT)
        .findFirst()
        .map(each -> each.why())
        .or(() -> Optional.of(List.<String>of()))
        .orElseThrow();
  }
}
