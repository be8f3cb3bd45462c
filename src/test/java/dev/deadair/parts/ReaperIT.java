package dev.deadair.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReaperIT {
  @Test
  void whatAJvmStartedEndsWithItEvenFrozenAndWithoutAGoodbye() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jvm =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Mortal.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    var started = Long.parseLong(new String(jvm.getInputStream().readAllBytes(), UTF_8).strip());

    await().atMost(Duration.ofSeconds(10)).until(() -> isGone(started));
  }

  /** A zombie nobody collects has no program any more either. */
  private static boolean isGone(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isEmpty();
  }

  /** A JVM that starts a program, freezes it and is killed. */
  static final class Mortal {
    public static void main(String[] args) throws Exception {
      var sleep =
          new ProcessBuilder("sleep", "600")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Reaper.watch(sleep);
      System.out.println(sleep.pid());
      new ProcessBuilder("sh", "-c", "kill -STOP " + sleep.pid()).start().waitFor();
      // A process may not end itself by its handle.
      new ProcessBuilder("sh", "-c", "kill -KILL " + ProcessHandle.current().pid())
          .start()
          .waitFor();
    }
  }
}
