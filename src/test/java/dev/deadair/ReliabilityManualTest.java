package dev.deadair;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the manual says is shown by a test is shown by one that is there. */
class ReliabilityManualTest {
  private static final Path MANUAL = Path.of("src", "site", "markdown", "reliability.md");
  private static final Path TESTS = Path.of("src", "test", "java", "dev", "deadair");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT)\\.\\w+)`");
  private static final Pattern METHOD =
      Pattern.compile("@(?:Test|ParameterizedTest)\\b[^;]*?\\bvoid (\\w+)\\(");

  /** Those that play what an Alertmanager does. */
  private static final Pattern OF_ALERTMANAGERS =
      Pattern.compile("(?:Delivery|ReceiverRows|RoutedRows|Storm)IT\\..*");

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    assertThat(tests()).isNotEmpty().containsAll(named());
  }

  @Test
  void everyRowOfAlertmanagersIsNamed() throws IOException {
    var rows =
        tests().stream().filter(each -> OF_ALERTMANAGERS.matcher(each).matches()).collect(toSet());

    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(named()).containsAll(rows);
  }

  private static Set<String> named() throws IOException {
    return NAMED
        .matcher(Files.readString(MANUAL))
        .results()
        .map(each -> each.group(1))
        .collect(toSet());
  }

  private static Set<String> tests() throws IOException {
    var tests = new TreeSet<String>();
    try (var files = Files.walk(TESTS)) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        var type = file.getFileName().toString().replace(".java", "");
        METHOD
            .matcher(Files.readString(file))
            .results()
            .forEach(each -> tests.add(type + "." + each.group(1)));
      }
    }
    return tests;
  }
}
