package dev.deadair.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told to be done can be done: numbered steps that say what they cost, and below them
 * commands on lines of their own, which a shell takes as they stand.
 */
class ActionTextTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/deadair/diagnosis");

  /** Words that begin a command in some action; {@code ActionIT} runs them. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "   (DATA=|systemctl |journalctl |deadair |promtool |amtool |curl |mv |df |tr |findmnt"
              + " |ps |ss |pkill |pgrep |timedatectl |chronyc |chown |fuser ).*");

  private static final Pattern BLOCK = Pattern.compile("\"\"\"\\n(.*?)\"\"\"", Pattern.DOTALL);

  static Stream<Path> sources() throws IOException {
    try (var files = Files.list(SOURCES)) {
      return files
          .filter(each -> each.toString().endsWith(".java"))
          .filter(each -> !each.getFileName().toString().startsWith("Signature")) // of log lines
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void indentedLinesAreCommands(Path source) throws IOException {
    for (var text : blocks(source)) {
      assertThat(text.lines().filter(each -> each.startsWith(" ")))
          .as(source + "\n" + text)
          .allMatch(each -> COMMAND.matcher(each).matches());
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void dataIsNamedBeforeItIsUsed(Path source) throws IOException {
    for (var text : blocks(source)) {
      var used = firstUse(text);
      var named = Math.max(text.indexOf("DATA="), text.indexOf("%s"));
      assertThat(used < 0 || source.endsWith("Remedy.java") || (named >= 0 && named < used))
          .as(source + "\n" + text)
          .isTrue();
    }
  }

  /** By a command. */
  private static int firstUse(String text) {
    var use = Pattern.compile("(?m)^   .*\\$DATA").matcher(text);
    return use.find() ? use.start() : -1;
  }

  private static List<String> blocks(Path source) throws IOException {
    return BLOCK
        .matcher(Files.readString(source))
        .results()
        .map(each -> each.group(1).replace("\\\n", "\n").stripIndent())
        .toList();
  }
}
