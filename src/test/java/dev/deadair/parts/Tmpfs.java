package dev.deadair.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of its own at a directory, such as a disk that can be full. Needs root. */
public final class Tmpfs implements AutoCloseable {
  private final Path directory;

  /**
   * @param size as mount wants it, such as {@code 16m}
   */
  public Tmpfs(Path directory, String size) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=" + size, "deadair-test", directory.toString());
  }

  /** As the kernel does with one that has met an error, or undoes it. */
  public void readOnly(boolean readOnly) {
    run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), directory.toString());
  }

  @Override
  public void close() {
    run("umount", "--lazy", directory.toString());
  }

  /** What an operator would type; what it says is why it failed. */
  static void run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while mounting", e);
    }
  }
}
