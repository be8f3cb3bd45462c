package dev.deadair.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Text that is no HOCON, in words that an operator can act upon.
 *
 * <p>The parser's own words quote the text, which may be a secret, and guess at what it is no
 * guessing about; only the part that names what it expected is kept.
 */
final class SyntaxErrors {
  private static final Pattern BARE_URL = Pattern.compile("(^|[\\s=:,\\[])https?://");
  private static final Pattern WHAT_CAME =
      Pattern.compile("(,? instead had| \\(if you|,? (but )?got | here, not).*", Pattern.DOTALL);
  private static final Pattern QUOTATION = Pattern.compile("'[^']{3,}'");

  private SyntaxErrors() {}

  static void tell(ConfigException broken, Problems problems) {
    var origin = broken.origin();
    if (origin == null) {
      problems.error(firstLine(broken));
      return;
    }
    var text = firstLine(broken);
    var place = origin.description() + ": ";
    var words = text.startsWith(place) ? text.substring(place.length()) : text;
    problems.error(origin, "", meaning(words, lineAt(origin)));
  }

  private static String meaning(String words, String line) {
    if (words.contains("end of file")) {
      return "the file ends inside of an open { or [; close it";
    }
    if (words.contains("newline")) {
      return "the line ends inside of a value; close its double quotes on the same line";
    }
    if (words.contains("cycle of substitutions")) {
      return "a substitution refers to itself; break the circle";
    }
    if (BARE_URL.matcher(line).find()) {
      return "a URL must be in double quotes; use \"http://…\"";
    }
    var expected = WHAT_CAME.matcher(words).replaceFirst("");
    return "this is no HOCON: "
        + QUOTATION.matcher(expected).replaceAll("…")
        + "; put text with special characters in double quotes";
  }

  private static String firstLine(ConfigException broken) {
    return String.valueOf(broken.getMessage()).lines().findFirst().orElse("it cannot be read");
  }

  private static String lineAt(ConfigOrigin origin) {
    var file = origin.filename();
    if (file == null || !Files.isRegularFile(Path.of(file))) {
      return "";
    }
    try (var lines = Files.lines(Path.of(file))) {
      return lines.skip(Math.max(0, origin.lineNumber() - 1)).findFirst().orElse("");
    } catch (IOException unreadable) {
      return "";
    }
  }
}
