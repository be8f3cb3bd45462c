package dev.deadair.failures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Another process that holds a lock as flock(2) gives it; Java's own are of another kind. */
final class Lock implements AutoCloseable {
  private final Process holder;

  Lock(Path file) {
    try {
      holder = new ProcessBuilder("flock", file.toString(), "sh", "-c", "echo held; cat").start();
      holder.getInputStream().read(); // once it is held
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    holder.getOutputStream().close();
    holder.onExit().join();
  }
}
