import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * Formats every Java file below {@code src}, or with {@code --check} names those that would change,
 * among those that have changed since all were found to be formatted.
 *
 * <p>google-java-format takes files, not directories, and needs a JDK as new as our sources.
 */
final class Format {
  private static final String COMMAND = "mvn -q validate exec:exec@format";

  /**
   * As old as the latest check that found nothing; it is void once the formatter may be another.
   */
  private static final Path CHECKED = Path.of("target/formatted");

  private static final Path VERSIONS = Path.of("pom.xml");

  private static final FileTime NEVER = FileTime.from(Instant.EPOCH);

  public static void main(String[] args) throws IOException {
    if (Runtime.version().feature() < 25) {
      fail("The formatter needs the JDK that 'validate' selects; run: " + COMMAND);
    }
    var check = List.of(args).contains("--check");
    var began = FileTime.from(Instant.now());
    var known = check ? checked() : NEVER;
    var arguments =
        new ArrayList<>(
            check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    var options = arguments.size();
    try (var files = Files.walk(Path.of("src"))) {
      for (var file : files.filter(each -> each.toString().endsWith(".java")).sorted().toList()) {
        if (Files.getLastModifiedTime(file).compareTo(known) >= 0) {
          arguments.add(file.toString());
        }
      }
    }
    if (arguments.size() == options) {
      return;
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
    if (check) {
      Files.createDirectories(CHECKED.getParent());
      Files.writeString(CHECKED, "");
      Files.setLastModifiedTime(CHECKED, began);
    }
  }

  private static FileTime checked() throws IOException {
    if (!Files.exists(CHECKED)) {
      return NEVER;
    }
    var checked = Files.getLastModifiedTime(CHECKED);
    return checked.compareTo(Files.getLastModifiedTime(VERSIONS)) > 0 ? checked : NEVER;
  }

  private static void fail(String why) {
    System.err.println(why.strip());
    System.exit(1);
  }
}
