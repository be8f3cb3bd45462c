package dev.deadair.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One process life of a part, and the signals it is sent; it does not outlive this JVM. */
final class Life {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final String program;

  private Life(Process process, String program) {
    this.process = process;
    this.program = program;
  }

  /** A life that has begun. */
  static Life of(ProcessBuilder command) {
    try {
      var process = command.start();
      Reaper.watch(process);
      return new Life(process, command.command().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL, frozen or not; returns once it is gone. */
  void kill() {
    process.destroyForcibly();
    exit();
  }

  /** SIGTERM; returns its exit status once it is gone. */
  int terminate() {
    process.destroy();
    return exit();
  }

  /** SIGTERM, without waiting for what comes of it. */
  void askToStop() {
    process.destroy();
  }

  /** SIGSTOP; returns once it stands still. */
  void freeze() {
    signal("STOP");
    await("frozen").atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(this::isStopped);
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  /** SIGHUP. */
  void reload() {
    signal("HUP");
  }

  /** Waits for its end; false once patience is over. */
  boolean endsWithin(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for its end, for ever if need be; returns its exit status. */
  int awaitDeath() throws InterruptedException {
    return process.waitFor();
  }

  private int exit() {
    try {
      if (!endsWithin(PATIENCE)) {
        throw new AssertionError(program + " does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while " + program + " ends", e);
    }
  }

  private void signal(String name) {
    try {
      var shell = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start();
      if (shell.waitFor() != 0) {
        throw new IllegalStateException(new String(shell.getErrorStream().readAllBytes(), UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while signalling", e);
    }
  }

  /** The state is the field after the name, which is in parentheses: proc(5). */
  private boolean isStopped() throws IOException {
    var stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
  }
}
