package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules about the daemon, by promtool itself. */
class RulesIT {
  private static final Path RULES = Path.of("deploy/prometheus/deadair-rules.yml");
  private static final Path TESTS = Path.of("src/test/resources/deadair-rules.test.yml");
  private static final Pattern ALERT = Pattern.compile("alert(?:name)?: (\\w+)");

  @TempDir private Path directory;

  @Test
  void theyFireAndStayQuietAsTheirTestsSay() throws Exception {
    holds(TESTS, RULES);
  }

  /** What the manual calls tried of the rules that people use today. */
  @Test
  void theUsualRulesAreFooledAsTheComparisonSays() throws Exception {
    holds(
        Path.of("src/test/resources/comparison.test.yml"),
        Path.of("src/test/resources/comparison-rules.yml"));
  }

  private void holds(Path tests, Path rules) throws Exception {
    var placed = directory.resolve("tests.yml");
    Files.writeString(
        placed, Files.readString(tests).replace("RULES", rules.toAbsolutePath().toString()));

    var promtool = Parts.program("prometheus-2.42", "promtool").toString();
    var run =
        Ran.toItsEnd(
            Duration.ofMinutes(1), directory, promtool, "test", "rules", placed.toString());

    assertThat(run.exit()).as(run.output()).isZero();
  }

  @Test
  void everyAlertHasATestThatSeesItFire() throws IOException {
    assertThat(alerts(TESTS)).containsAll(alerts(RULES));
  }

  private static Iterable<String> alerts(Path file) throws IOException {
    return ALERT
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }
}
