package dev.deadair.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in the file, the operator gets problems and not a stack trace. */
class GarbageTest {
  private static final Path TRANSCRIPT =
      Path.of("src/test/resources/transcripts/check-config-ok-full.txt");

  private static final int ROUNDS = 400;
  private static final String ALPHABET = "{}[]()=:,+.\"\\$#/?@ \n\t0159asmx-_\u0000\u202e";

  @TempDir private Path folder;

  @Test
  void aGarbledConfigurationIsAProblemAndNeverAnException() throws IOException {
    var transcript = Files.readString(TRANSCRIPT);
    var sites = between(transcript, "-- sites/all.conf --\n", "-- secrets/");
    var good =
        "deadair {\n"
            + between(transcript, "deadair {\n", "-- sites/")
                .replace("include \"sites/all.conf\"", sites);

    for (var seed = 0; seed < ROUNDS; seed++) {
      var garbled = garbled(good, new Random(seed));
      var file = Files.writeString(folder.resolve("deadair.conf"), garbled);

      assertThatCode(() -> assertThat(Settings.load(file, Map.of(), Map.of())).isNotNull())
          .as("seed %d:%n%s", seed, garbled)
          .doesNotThrowAnyException();
    }
  }

  private static String between(String text, String from, String to) {
    var start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  private static String garbled(String good, Random random) {
    var text = new StringBuilder(good);
    for (var i = random.nextInt(4); i >= 0 && text.length() > 1; i--) {
      var at = random.nextInt(text.length() - 1);
      var other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(10)) {
        case 0 -> text.setLength(at + 1);
        case 1, 2, 3 -> text.deleteCharAt(at);
        case 4, 5, 6 -> text.setCharAt(at, other);
        default -> text.insert(at, other);
      }
    }
    return text.toString();
  }
}
