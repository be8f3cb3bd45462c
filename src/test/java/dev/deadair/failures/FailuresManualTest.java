package dev.deadair.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual's table of failures beside the rows that real servers are held to. */
class FailuresManualTest {
  private static final Path MANUAL = Path.of("src/site/markdown/failures.md");

  @Test
  void everyRowIsInTheManualAsItIsMeasured() throws IOException {
    var rows =
        Files.readAllLines(MANUAL).stream().filter(each -> each.matches("\\| [a-z0-9].*")).toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Stream.concat(FailureMatrixIT.all(), Stream.of(DiskRow.values()))
                .map(FailuresManualTest::line)
                .toList());
  }

  private static String line(Row row) {
    var shows = row.shows("3");
    var besides =
        shows.passing().stream()
            .filter(each -> !shows.codes().contains(each))
            .map(each -> "`" + each.word() + "`")
            .sorted()
            .collect(Collectors.joining(", "));
    return "| %s | %s | %s |".formatted(row.title(), shows.words(), besides);
  }
}
