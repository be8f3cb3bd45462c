package dev.deadair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that was run to its end: its exit status, and what it said on both channels. */
record Ran(int exit, String output) {

  /** Runs it from the project's directory; {@code scratch} is where its output is gathered. */
  static Ran toItsEnd(Duration atMost, Path scratch, String... command)
      throws IOException, InterruptedException {
    var output = Files.createTempFile(scratch, "output", "");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS))
          .as("%s ended within %s", command[0], atMost)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readString(output));
  }
}
