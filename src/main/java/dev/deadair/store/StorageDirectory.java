package dev.deadair.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  /**
   * The newest turn that was written, in 19 digits. It is never ahead of the journal, so a journal
   * that is behind it has lost something: SQLite leaves out what it finds damaged in a write-ahead
   * log, and all after it, without a word.
   */
  private static final String MARK = "journal.seq";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Logger LOG = LoggerFactory.getLogger(StorageDirectory.class);

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
    var channel = opened(directory.resolve("journal.lock"));
    if (!tryLock(channel)) {
      channel.close();
      throw new IOException(
          "storage directory " + directory + " is in use by another deadair process");
    }
    return channel;
  }

  /** Creating what is there would wait for a disk that takes no writes. */
  private static FileChannel opened(Path lock) throws IOException {
    try {
      return FileChannel.open(lock, WRITE);
    } catch (NoSuchFileException _) {
      return FileChannel.open(lock, CREATE, WRITE);
    }
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
    var aside = setAside(journal(), why, at);
    Files.deleteIfExists(path.resolve(MARK));
    return aside;
  }

  /** The newest turn that is known to have been written; 0 where none is. */
  long mark() {
    try {
      return Long.parseLong(Files.readString(path.resolve(MARK)).strip());
    } catch (IOException | NumberFormatException _) {
      return 0; // it only helps to find a loss
    }
  }

  /** Notes that turn {@code seq} was written. It is not synced: behind is as good as none. */
  void mark(long seq) {
    try {
      Files.writeString(
          path.resolve(MARK), "%019d%n".formatted(seq), CREATE, WRITE); // in place, in one write
    } catch (IOException e) {
      LOG.debug("turn {} is not marked", seq, e);
    }
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
