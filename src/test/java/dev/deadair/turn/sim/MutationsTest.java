package dev.deadair.turn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That every rule of the table can still be removed, and that its tests are there. */
class MutationsTest {

  @Test
  void everyRuleIsStillWhereItIsRemoved() throws IOException {
    assertThat(Mutation.all()).hasSizeGreaterThanOrEqualTo(17);
    for (var each : Mutation.all()) {
      assertThat(each.occurrences()).as("lines of %s in %s", each.name(), each.file()).isOne();
    }
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    for (var each : Mutation.all()) {
      assertThat(each.tests())
          .as(each.name())
          .allMatch(
              test ->
                  Files.exists(Path.of("src", "test", "java", test.replace('.', '/') + ".java")));
    }
  }
}
