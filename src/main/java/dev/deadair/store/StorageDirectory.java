package dev.deadair.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory that one process at a time keeps its journal in.
 *
 * <p>The lock is the kernel's and ends with the process, however that ends.
 */
final class StorageDirectory implements AutoCloseable {

  private static final String JOURNAL = "journal.db";

  /** As the C library says EROFS. */
  private static final String READ_ONLY = "Read-only file system";

  private static final String HISTORY = "history.db";

  /** SQLite finds a file's write-ahead log by its name, so the three stay together. */
  private static final List<String> PARTS = List.of("", "-wal", "-shm");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path path;
  private final @Nullable FileChannel lock;

  private StorageDirectory(Path path, @Nullable FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes {@code path} ours.
   *
   * @throws IOException with a message for the operator, where it is not to be had
   */
  static StorageDirectory claim(Path path) throws IOException {
    var absolute = path.toAbsolutePath().normalize();
    try {
      var mode = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(absolute, PosixFilePermissions.asFileAttribute(mode));
      return new StorageDirectory(absolute, locked(absolute));
    } catch (FileAlreadyExistsException e) {
      throw new IOException("storage directory " + absolute + " is a file", e);
    } catch (FileSystemException e) {
      // A kernel that met an error turns a file system so: nobody would be watching if we refused.
      if (READ_ONLY.equals(e.getReason()) && Files.isDirectory(absolute)) {
        return new StorageDirectory(absolute, null);
      }
      throw new IOException("storage directory " + absolute + " cannot be used: " + reason(e), e);
    }
  }

  private static FileChannel locked(Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve("journal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!tryLock(channel)) {
      channel.close();
      throw new IOException(
          "storage directory " + directory + " is in use by another deadair process");
    }
    return channel;
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process has it
    }
  }

  private static String reason(FileSystemException e) {
    return Optional.ofNullable(e.getReason()).orElse(e.getClass().getSimpleName());
  }

  static Path journalIn(Path directory) {
    return directory.resolve(JOURNAL);
  }

  static Path historyIn(Path directory) {
    return directory.resolve(HISTORY);
  }

  Path journal() {
    return journalIn(path);
  }

  /**
   * What tells the journal's file from another that has taken its name; empty while there is none.
   */
  Optional<Object> journalKey() throws IOException {
    try {
      var attributes = Files.readAttributes(journal(), BasicFileAttributes.class);
      return Optional.ofNullable(attributes.fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Gives the journal another name, and so the next one room. Nothing is ever deleted. */
  Path setAside(String why, Instant at) throws IOException {
    return setAside(journal(), why, at);
  }

  /** Gives {@code file} another name, with the two that SQLite keeps beside it. */
  static Path setAside(Path file, String why, Instant at) throws IOException {
    var aside = free(file.resolveSibling(file.getFileName() + "." + why + "-" + STAMP.format(at)));
    for (var part : PARTS) {
      var old = file.resolveSibling(file.getFileName() + part);
      if (Files.exists(old)) {
        Files.move(old, aside.resolveSibling(aside.getFileName() + part));
      }
    }
    return aside;
  }

  private static Path free(Path name) {
    var free = name;
    for (var n = 2; Files.exists(free); n++) {
      free = name.resolveSibling(name.getFileName() + "-" + n);
    }
    return free;
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give up " + path, e);
    }
  }
}
