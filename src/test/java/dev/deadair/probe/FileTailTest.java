package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log file on its way through rotation, cuts and floods. */
class FileTailTest {
  @TempDir private Path folder = Path.of("");

  private final List<String> told = new ArrayList<>();
  private Path log = Path.of("");
  private FileTail tail = new FileTail(log, told::add);

  @BeforeEach
  void follow() {
    log = folder.resolve("prometheus.log");
    tail = new FileTail(log, told::add);
  }

  @Test
  void whatWasThereBeforeIsNotTold() throws IOException {
    append("old\n");
    tail.poll();
    append("new\n");
    tail.poll();

    assertThat(told).containsExactly("new");
  }

  @Test
  void aFileThatComesLaterIsToldWhole() throws IOException {
    tail.poll();
    append("first\nsecond\n");
    tail.poll();

    assertThat(told).containsExactly("first", "second");
  }

  @Test
  void aLineIsToldOnceItHasEnded() throws IOException {
    tail.poll();
    append("level=error err=\"opening sto");
    tail.poll();
    assertThat(told).isEmpty();

    append("rage failed\"\n");
    tail.poll();
    assertThat(told).containsExactly("level=error err=\"opening storage failed\"");
  }

  @Test
  void theRestOfARotatedFileIsToldBeforeTheNewOne() throws IOException {
    append("");
    tail.poll();
    append("a\n");
    Files.move(log, folder.resolve("prometheus.log.1"));
    append("b\n");
    tail.poll();

    assertThat(told).containsExactly("a", "b");
  }

  @Test
  void whileNoFileHasTheNameTheOldOneGoesOn() throws IOException {
    append("");
    tail.poll();
    var moved = Files.move(log, folder.resolve("prometheus.log.1"));
    Files.writeString(moved, "still here\n", StandardOpenOption.APPEND);
    tail.poll();

    assertThat(told).containsExactly("still here");
  }

  @Test
  void aFileThatIsCutIsToldFromItsBeginning() throws IOException {
    append("");
    tail.poll();
    append("long line before the cut\n");
    tail.poll();
    Files.writeString(log, "after\n");
    tail.poll();

    assertThat(told).containsExactly("long line before the cut", "after");
  }

  @Test
  void ofALineWithoutAnEndOnlyTheBeginningIsKept() throws IOException {
    tail.poll();
    append("x".repeat(3 * Lines.LONGEST) + "\nnext\n");
    tail.poll();

    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).hasSize(Lines.LONGEST);
    assertThat(told.getLast()).isEqualTo("next");
  }

  @Test
  void ofAFloodTheLastIsTold() throws IOException {
    append("");
    tail.poll();
    append("level=warn msg=flood\n".repeat(200_000) + "level=error msg=last\n");
    tail.poll();

    assertThat(told).hasSizeBetween(1, FileTail.AT_ONCE / 20 + 1).endsWith("level=error msg=last");
  }

  @Test
  void whatIsNoTextIsToldAsItIs() throws IOException {
    tail.poll();
    Files.write(log, new byte[] {(byte) 0xff, 0, 'a', '\n'});
    tail.poll();

    assertThat(told).hasSize(1);
  }

  private void append(String text) throws IOException {
    Files.write(log, text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
