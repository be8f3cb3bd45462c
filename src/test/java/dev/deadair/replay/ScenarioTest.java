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
    var manual = Files.readString(Path.of("src/site/markdown/scenarios.md"));
    var shown =
        Pattern.compile("```scenario\n(.*?)```", Pattern.DOTALL)
            .matcher(manual)
            .results()
            .map(each -> each.group(1))
            .toList();
    var run = new ArrayList<String>();
    for (var file : scenarios()) {
      run.add(Files.readString(file));
    }

    assertThat(shown)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(run).anySatisfy(text -> assertThat(text).contains(each)));
  }
}
