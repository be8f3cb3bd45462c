package dev.deadair.failures;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What real servers are held to, {@code deadair simulate} shows as well: each row of the table of
 * failures is named by a scenario ({@code # row: target down}), which expects the same of it.
 */
class ScenariosOfRowsTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
  private static final Pattern ROW = Pattern.compile("(?m)^# row: (.+)$");

  /** The scenarios that name it, by a row's title. */
  private static Map<String, String> byTitle = Map.of();

  @BeforeAll
  static void read() throws IOException {
    record Named(String title, String scenario) {}
    try (var files = Files.list(SCENARIOS)) {
      byTitle =
          files
              .map(ScenariosOfRowsTest::text)
              .flatMap(
                  text -> ROW.matcher(text).results().map(each -> new Named(each.group(1), text)))
              .collect(groupingBy(Named::title, mapping(Named::scenario, joining("\n"))));
    }
  }

  @Test
  void everyRowHasAScenarioAndNoScenarioNamesAnother() {
    assertThat(byTitle.keySet()).isEqualTo(rows().map(Row::title).collect(toSet()));
  }

  @Test
  void aScenarioExpectsWhatIsFoundOfTheRealOne() {
    rows()
        .forEach(
            row ->
                row.shows("3")
                    .codes()
                    .forEach(
                        code ->
                            assertThat(scenarios(row))
                                .as(row.title())
                                .containsPattern("(?m)^finding \\S+ " + code.word() + " ")));
  }

  @Test
  void aScenarioPagesForWhatHasNoDataAndForNothingElse() {
    rows()
        .forEach(
            row -> {
              var shows = row.shows("3");
              var told =
                  shows.blind().isPresent()
                      ? "page DeadairBlind \\S+ cause " + shows.blind().get().code() + " "
                      : shows.state().equals("producing")
                          ? "(state \\S+ producing |no page$)"
                          : "(page PrometheusSiteAbsent |state \\S+ " + shows.state() + " )";
              assertThat(scenarios(row)).as(row.title()).containsPattern("(?m)^" + told);
            });
  }

  private static String scenarios(Row row) {
    return byTitle.getOrDefault(row.title(), "");
  }

  private static Stream<Row> rows() {
    return Stream.concat(FailureMatrixIT.all(), Stream.of(DiskRow.values()));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
