package dev.deadair.alert;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual has every alert, with its severity, and names none that does not exist. */
class AlertsManualTest {
  private static final Path MANUAL = Path.of("src/site/markdown");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(\\w+)`[^|]*\\| (critical|warning|none|as the drill says) \\|");

  private static final Pattern RULE = Pattern.compile("(?m)^ *- alert: (\\w+)$");

  private static final Pattern NAMED =
      Pattern.compile("`(Deadair[A-Z]\\w+|Prometheus(?:Site|Group|Instance|Ingestion)\\w+)`");

  static List<Path> pages() throws IOException {
    try (var manual = Files.list(MANUAL)) {
      return Stream.concat(manual, Stream.of(Path.of("README.md"))).sorted().toList();
    }
  }

  @Test
  void theTableHasEachWithItsSeverityAndNoOther() throws IOException {
    var told =
        ROW.matcher(Files.readString(MANUAL.resolve("operating.md")))
            .results()
            .collect(toMap(row -> row.group(1), row -> row.group(2)));

    assertThat(told)
        .isEqualTo(
            Arrays.stream(AlertName.values())
                .collect(toMap(AlertName::label, AlertsManualTest::severity)));
  }

  private static String severity(AlertName name) {
    return name == AlertName.DRILL ? "as the drill says" : name.severity().word();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyAlertThatIsNamedExists(Path page) throws IOException {
    var known = Arrays.stream(AlertName.values()).map(AlertName::label).collect(toSet());
    var rules = Files.readString(Path.of("deploy/prometheus/deadair-rules.yml"));
    RULE.matcher(rules).results().forEach(rule -> known.add(rule.group(1)));

    assertThat(NAMED.matcher(Files.readString(page)).results().map(each -> each.group(1)).toList())
        .isSubsetOf(known);
  }
}
