package dev.deadair.parts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A shell beside the test JVM that kills what the JVM started as soon as the JVM is gone, however
 * it went: the pipe between them ends with it. A shutdown hook would not survive a SIGKILL.
 */
final class Reaper {
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      pids=' '
      while read -r op pid; do
        case $op in
          +) pids="$pids$pid " ;;
          -) pids="${pids%" $pid "*} ${pids#*" $pid "}" ;;
        esac
      done
      [ "$pids" = ' ' ] || kill -KILL $pids
      """;

  private static final Reaper INSTANCE = new Reaper();

  private final OutputStream pipe;

  private Reaper() {
    try {
      pipe =
          new ProcessBuilder("sh", "-c", SCRIPT)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the process end with this JVM at the latest. */
  static void watch(Process process) {
    INSTANCE.tell("+ " + process.pid());
    var _ = process.onExit().thenRun(() -> INSTANCE.tell("- " + process.pid()));
  }

  private synchronized void tell(String line) {
    try {
      pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the reaper is gone", e);
    }
  }
}
