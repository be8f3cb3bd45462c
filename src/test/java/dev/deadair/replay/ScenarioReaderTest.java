package dev.deadair.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.replay.Scenario.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {

  @Test
  void saysWhichAlertsAndFindingsThereAre() {
    assertThat(problems("prom-a", "page PrometheusSiteGone local", "finding prom-a tired"))
        .satisfiesExactly(
            alert ->
                assertThat(alert)
                    .startsWith("a:2: \"PrometheusSiteGone\" is no alert; use one of")
                    .contains("PrometheusSiteAbsent"),
            finding ->
                assertThat(finding)
                    .startsWith("a:3: \"tired\" is no finding; use one of")
                    .contains("will-not-survive-restart"));
  }

  @Test
  void aSeriesMustLastAsLongAsTheScenario() {
    assertThat(problems("prom-a 0+1000x4", "no page", "end 2m"))
        .containsExactly(
            "a: the series of local/default/prom-a ends before the scenario does; write 3 values"
                + " more");
  }

  @Test
  void aScenarioThatExpectsNothingIsNone() {
    assertThat(problems("prom-a", "end 2m"))
        .containsExactly("a: it expects nothing; write what is to come of it, such as no page");
  }

  @Test
  void endsWithTheLastThingThatItSpeaksOf() {
    assertThat(ScenarioReader.read("a", List.of("prom-a", "at 5m prom-a hang", "no page after 7m")))
        .isInstanceOfSatisfying(
            Result.Loaded.class,
            loaded ->
                assertThat(loaded.scenario().length())
                    .isEqualTo(Duration.ofMinutes(7).plusSeconds(1)));
  }

  @Test
  void readsPromtoolsSeries() throws Wrong {
    assertThat(Series.of(Words.of(1, "1+2x2 4x1 _x2 stale")))
        .containsExactly(
            new Series.Value.Appended(1),
            new Series.Value.Appended(3),
            new Series.Value.Appended(5),
            new Series.Value.Appended(4),
            new Series.Value.Appended(4),
            new Series.Value.Missing(),
            new Series.Value.Missing(),
            new Series.Value.Stale());
  }

  private static List<String> problems(String... lines) {
    return switch (ScenarioReader.read("a", List.of(lines))) {
      case Result.Broken(var problems) -> problems.stream().map(Problem::toString).toList();
      case Result.Loaded _, Result.Unreadable _ -> List.of();
    };
  }
}
