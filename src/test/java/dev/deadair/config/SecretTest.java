package dev.deadair.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeTheSecret() throws IOException {
    file = Files.writeString(folder.resolve("key"), "canary\n");
  }

  @Test
  void itIsTheContentOfItsFileWithoutWhiteSpace() throws IOException {
    assertThat(Secret.in(file).value()).isEqualTo("canary");
  }

  @Test
  void itShowsNeitherItselfNorItsFile() throws IOException {
    assertThat(Secret.in(file)).hasToString("(secret)");
    assertThat(Secret.of("canary")).hasToString("(secret)");
  }

  @Test
  void aRotatedFileIsSeenOnceItIsReadAgain() throws IOException {
    var secret = Secret.in(file);
    Files.writeString(file, "canary2\n");

    assertThat(secret.value()).isEqualTo("canary");
    assertThat(secret.refresh()).isTrue();
    assertThat(secret.value()).isEqualTo("canary2");
    assertThat(secret.refresh()).isFalse();
  }

  @Test
  void aFileThatIsGoneOrEmptyLeavesWhatWasKnown() throws IOException {
    var secret = Secret.in(file);

    Files.writeString(file, "\n");
    assertThat(secret.refresh()).isFalse();
    Files.delete(file);
    assertThat(secret.refresh()).isFalse();

    assertThat(secret.value()).isEqualTo("canary");
  }
}
