package dev.deadair.diagnosis;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whatever looks can show has a scenario, so that {@code deadair simulate} shows it. */
class ScenariosOfFindingsTest {

  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");

  @Test
  void everyFindingOfLooksIsExpectedByAScenario() throws IOException {
    String all;
    try (var files = Files.list(SCENARIOS)) {
      all = files.map(ScenariosOfFindingsTest::read).collect(joining("\n"));
    }

    assertThat(Diagnosis.OF_LOOKS)
        .extracting(rule -> rule.code().word())
        .allSatisfy(code -> assertThat(all).containsPattern("(?m)^finding \\S+ " + code + " "));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
