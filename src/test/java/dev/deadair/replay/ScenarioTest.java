package dev.deadair.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario, each a file that {@code deadair simulate} runs as well. */
class ScenarioTest {

  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

  static List<Path> scenarios() throws IOException {
    try (var files = Files.list(SCENARIOS)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void itComesAsExpected(Path file) {
    switch (Scenario.load(file)) {
      case Scenario.Result.Loaded(var scenario) ->
          assertThat(Replay.of(scenario).unmet()).isEmpty();
      case Scenario.Result.Broken(var problems) -> assertThat(problems).isEmpty();
      case Scenario.Result.Unreadable(var why) -> fail(why);
    }
  }

  @Test
  void theManualShowsScenariosThatAreRun() throws IOException {
    var shown = new ArrayList<String>();
    try (var pages = Files.list(Path.of("src/site/markdown"))) {
      for (var page : pages.toList()) {
        Pattern.compile("```scenario\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(page))
            .results()
            .forEach(each -> shown.add(each.group(1)));
      }
    }
    var run = new ArrayList<String>();
    for (var file : scenarios()) {
      run.add(Files.readString(file));
    }

    assertThat(shown)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(run).anySatisfy(text -> assertThat(text).contains(each)));
  }
}
