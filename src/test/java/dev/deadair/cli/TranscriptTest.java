package dev.deadair.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * Every command, word for word. {@code mvn test -Dtest=TranscriptTest -Dupdate-transcripts=true}
 * writes what it says now.
 */
class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
  private static final boolean UPDATE = Boolean.getBoolean("update-transcripts");

  static List<String> transcripts() throws IOException {
    try (var files = Files.list(TRANSCRIPTS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void theCommandSaysWhatItSaid(String name, @TempDir Path folder) throws IOException {
    var file = TRANSCRIPTS.resolve(name);
    var transcript = Transcript.read(file);
    for (var input : transcript.inputs()) {
      input.writeInto(folder);
    }

    var result = run(transcript, folder);

    if (UPDATE) {
      Files.writeString(file, transcript.with(result));
    }
    assertThat(transcript.with(result)).isEqualTo(Files.readString(file));
    // Every secret in a transcript is called so.
    assertThat(result.stdout() + result.stderr()).doesNotContainIgnoringCase("canary");
  }

  private static Transcript.Result run(Transcript transcript, Path folder) {
    var out = new StringWriter();
    var err = new StringWriter();
    var arguments =
        transcript.command().stream().map(word -> inFolder(word, folder)).toArray(String[]::new);

    var exit =
        Main.commandLine(transcript.environment())
            .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);

    return new Transcript.Result(exit, relative(out, folder), relative(err, folder));
  }

  /** A word with a dot is a file, be it the value of an option. */
  private static String inFolder(String word, Path folder) {
    var value = word.startsWith("--") ? word.indexOf('=') + 1 : 0;
    return word.indexOf('.', value) < 0 || word.contains("://")
        ? word
        : word.substring(0, value) + folder.resolve(word.substring(value));
  }

  /** As it reads when the command is run in the folder. */
  private static String relative(StringWriter output, Path folder) {
    return output.toString().replace(folder + "/", "");
  }
}
