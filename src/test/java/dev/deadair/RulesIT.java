package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.parts.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
    var tests = directory.resolve("tests.yml");
    Files.writeString(
        tests, Files.readString(TESTS).replace("RULES", RULES.toAbsolutePath().toString()));

    var output = directory.resolve("output");
    var promtool = Parts.program("prometheus-2.42", "promtool").toString();
    var process =
        new ProcessBuilder(promtool, "test", "rules", tests.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
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
