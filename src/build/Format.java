import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Formats every Java file below {@code src}, or with {@code --check} names those that would change.
 *
 * <p>google-java-format takes files, not directories, and needs a JDK as new as our sources.
 */
final class Format {
  private static final String COMMAND = "mvn -q validate exec:exec@format";

  public static void main(String[] args) throws IOException {
    if (Runtime.version().feature() < 25) {
      fail("The formatter needs the JDK that 'validate' selects; run: " + COMMAND);
    }
    var check = List.of(args).contains("--check");
    var arguments =
        new ArrayList<>(
            check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    try (var files = Files.walk(Path.of("src"))) {
      files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java"))
          .sorted()
          .forEach(arguments::add);
    }
    var out = new StringWriter();
    var exit =
        ToolProvider.findFirst("google-java-format")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(System.err, true),
                arguments.toArray(String[]::new));
    if (exit != 0) {
      fail("Not formatted; run: " + COMMAND + "\n" + out);
    }
  }

  private static void fail(String why) {
    System.err.println(why.strip());
    System.exit(1);
  }
}
