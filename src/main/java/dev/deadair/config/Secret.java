package dev.deadair.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A key, password or token, seen only by who asks for its {@link #value}.
 *
 * <p>Out of a file it can be rotated: {@link #refresh} reads the file again, for instance when a
 * receiver no longer takes the key. Safe for any thread.
 */
public final class Secret {
  private final @Nullable Path file;
  private volatile String value;

  private Secret(@Nullable Path file, String value) {
    this.file = file;
    this.value = value;
  }

  /** A secret that stays as it is, as from the environment. */
  public static Secret of(String value) {
    return new Secret(null, value.strip());
  }

  /** The content of {@code file} without white space around it. */
  static Secret in(Path file) throws IOException {
    return new Secret(file, read(file));
  }

  /** What is known now; touches no file, so that no disk can delay a page. */
  public String value() {
    return value;
  }

  /**
   * Reads the file again; a file that is gone or empty, as in the middle of a rotation, leaves what
   * was known.
   *
   * @return whether the value has changed
   */
  public boolean refresh() {
    if (file == null) {
      return false;
    }
    try {
      var read = read(file);
      var changed = !read.isEmpty() && !read.equals(value);
      if (changed) {
        value = read;
      }
      return changed;
    } catch (IOException gone) {
      return false;
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
