package dev.deadair.tsdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** SHA-256 of one file after the other, in memory that is used again. */
final class Checksum {
  private static final int BUFFER = 256 * 1024;

  private final byte[] buffer = new byte[BUFFER];
  private final MessageDigest digest;
  private final LongConsumer progress;

  Checksum(LongConsumer progress) {
    this.progress = progress;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** In hexadecimal. */
  String of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        progress.accept(read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } finally {
      digest.reset();
    }
  }
}
