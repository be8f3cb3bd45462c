package dev.deadair.turn.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule of the core, and how it is removed: a file of {@code src/test/mutations}.
 *
 * @param rule what holds while it is there
 * @param file the source that has it
 * @param tests the unit tests that are to catch it where the simulation does not
 * @param was some lines of that file
 * @param becomes what stands in their place once it is removed
 */
record Mutation(
    String name, String rule, Path file, List<String> tests, String was, String becomes) {

  private static final Path ALL = Path.of("src", "test", "mutations");

  static List<Mutation> all() throws IOException {
    try (Stream<Path> files = Files.list(ALL)) {
      return files
          .filter(each -> each.toString().endsWith(".mutation"))
          .sorted()
          .map(Mutation::read)
          .toList();
    }
  }

  private static Mutation read(Path path) {
    try {
      var text = Files.readString(path);
      var was = text.indexOf("--- was\n");
      var becomes = text.indexOf("\n--- becomes\n");
      var head = text.substring(0, was);
      return new Mutation(
          path.getFileName().toString().replace(".mutation", ""),
          line(head, "rule"),
          Path.of(line(head, "file")),
          Stream.of(line(head, "tests").split(" ", -1)).filter(each -> !each.isEmpty()).toList(),
          text.substring(was + "--- was\n".length(), becomes),
          text.substring(becomes + "\n--- becomes\n".length()).stripTrailing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String head, String key) {
    return head.lines()
        .filter(each -> each.startsWith(key + ":"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + key + " in " + head))
        .substring(key.length() + 1)
        .strip();
  }

  /** How often its lines stand in the source: once, or it removes nothing, or too much. */
  int occurrences() throws IOException {
    return Files.readString(file).split(Pattern.quote(was), -1).length - 1;
  }

  /** The source without the rule. */
  String mutated() throws IOException {
    return Files.readString(file).replace(was, becomes);
  }
}
