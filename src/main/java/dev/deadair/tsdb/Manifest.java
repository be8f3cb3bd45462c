package dev.deadair.tsdb;

import dev.deadair.tsdb.format.WalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** The files of a data directory: what a copy of it must have, no more and no less. */
public record Manifest(SortedMap<String, File> files) {
  /** What each start of a server writes anew; it says nothing about a copy. */
  private static final List<Path> FLEETING = List.of(Surroundings.LOCK, Surroundings.QUERIES);

  private static final Pattern LAST_SEGMENT = Pattern.compile("wal/[0-9]{8}");

  /**
   * A file as it was.
   *
   * @param sum SHA-256 in hexadecimal
   * @param size in bytes
   * @param modified when its content last changed
   */
  public record File(String sum, long size, Instant modified) {}

  /**
   * A manifest just taken.
   *
   * @param running how it is known that a server was at work meanwhile, which makes it worthless
   */
  public record Taken(Manifest manifest, Optional<String> running) {}

  public Manifest {
    files = new TreeMap<>(files);
  }

  /**
   * Reads every file of a data directory.
   *
   * @param progress is told of bytes as they are read
   * @throws IOException if one cannot be read, or it is no data directory
   */
  public static Taken take(Path directory, LongConsumer progress) throws IOException {
    var before = Verification.existing(directory);
    var files = new TreeMap<String, File>();
    var sums = new Checksum(progress);
    for (var path : paths(directory)) {
      try {
        var file = directory.resolve(path);
        var modified = Files.getLastModifiedTime(file).toInstant();
        files.put(path.toString(), new File(sums.of(file), Files.size(file), modified));
      } catch (NoSuchFileException vanished) {
        // Only a running server deletes; that is told below.
      }
    }
    return new Taken(new Manifest(files), Running.on(directory, before));
  }

  /**
   * Why the server cannot have ended in order; empty where nothing speaks against it. One that does
   * fills the last page of its log ({@code wlog.Close}), one that is killed leaves it as it is.
   */
  public Optional<String> uncleanStop() {
    return files.entrySet().stream()
        .filter(each -> LAST_SEGMENT.matcher(each.getKey()).matches())
        .reduce((_, later) -> later)
        .filter(last -> last.getValue().size() % WalReader.PAGE != 0)
        .map(last -> "the server did not end in order: " + last.getKey() + " ends within a page");
  }

  /** All files, however deep, by their paths below the directory. */
  static Collection<Path> paths(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(directory::relativize)
          .filter(each -> !FLEETING.contains(each))
          .sorted()
          .toList();
    }
  }
}
