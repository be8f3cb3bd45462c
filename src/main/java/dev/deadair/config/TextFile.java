package dev.deadair.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** Small files that a configuration is made of or names. */
final class TextFile {
  private TextFile() {}

  private static final int LARGEST = 1 << 20;

  /** Why {@code file} cannot be read, worded to follow its name; empty if it can. */
  static Optional<String> unreadable(Path file) {
    if (!Files.exists(file)) {
      return Optional.of("does not exist");
    }
    if (Files.isDirectory(file)) {
      return Optional.of("is a directory, no file");
    }
    return Files.isReadable(file)
        ? Optional.empty()
        : Optional.of(
            "cannot be read by " + System.getProperty("user.name") + "; change its permissions");
  }

  /** The same for a file that is read again later: no pipe, nothing endless. */
  static Optional<String> unfit(Path file) {
    return unreadable(file)
        .or(() -> isPlain(file) ? Optional.empty() : Optional.of("is no plain file under 1 MiB"));
  }

  private static boolean isPlain(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST;
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Whether every user of this machine can read it; no where the file system knows no such thing.
   */
  static boolean isWorldReadable(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
