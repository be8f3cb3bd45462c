package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Named;

/** The recorded expositions of real servers: all of {@code src/test/resources/fixtures}. */
final class Expositions {

  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
  private static final Pattern PLAIN = Pattern.compile(".*metrics(_.*)?\\.txt");
  private static final Pattern WITH_HEAD = Pattern.compile("(.*_)?metrics\\.http");

  static List<Named<byte[]>> all() {
    try (var files = Files.walk(FIXTURES)) {
      return files.filter(Expositions::isExposition).sorted().map(Expositions::named).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] of(String fixture) {
    return body(FIXTURES.resolve(fixture));
  }

  private static boolean isExposition(Path file) {
    var name = file.getFileName().toString();
    return PLAIN.matcher(name).matches() || WITH_HEAD.matcher(name).matches();
  }

  private static Named<byte[]> named(Path file) {
    return Named.of(FIXTURES.relativize(file).toString(), body(file));
  }

  /** An {@code .http} fixture starts with a status line and, if it has headers, a blank line. */
  private static byte[] body(Path file) {
    try {
      var text = Files.readString(file, ISO_8859_1);
      if (file.toString().endsWith(".http")) {
        int blank = text.indexOf("\n\n");
        text = text.substring(blank < 0 ? text.indexOf('\n') + 1 : blank + 2);
      }
      return text.getBytes(ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
