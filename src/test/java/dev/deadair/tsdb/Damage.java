package dev.deadair.tsdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/** Ways to damage a data directory. */
public final class Damage {
  private static final int PAGE = 32 * 1024;
  private static final int LONG = 1000;
  private static final int WITHIN = 300;

  private final Path dir;

  public Damage(Path dir) {
    this.dir = dir;
  }

  public List<Path> segments() throws IOException {
    return numbered(dir.resolve("wal"));
  }

  public List<Path> headChunks() throws IOException {
    return numbered(dir.resolve("chunks_head"));
  }

  private static List<Path> numbered(Path folder) throws IOException {
    return list(folder, "[0-9]+");
  }

  public Path checkpoint() throws IOException {
    return list(dir.resolve("wal"), "checkpoint\\..*").getFirst();
  }

  /** By time. */
  public List<Path> blocks() throws IOException {
    return list(dir, "[0-9A-Z]{26}");
  }

  /** In order; the middle of three is {@code middle}. */
  public static Path middle(List<Path> files) {
    return files.get(files.size() / 2);
  }

  static List<Path> list(Path folder, String pattern) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(each -> each.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  /** Turns some bytes over, at a share of the file's length. */
  public static void flip(Path file, double where) throws IOException {
    var bytes = Files.readAllBytes(file);
    var at = (int) (where * bytes.length);
    for (var i = at; i < Math.min(bytes.length, at + 4); i++) {
      bytes[i] ^= (byte) 0xff;
    }
    Files.write(file, bytes);
  }

  public static void flipAt(Path file, int at) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length + at : at] ^= (byte) 0x55;
    Files.write(file, bytes);
  }

  /** Keeps a share of the file. */
  static void truncate(Path file, double share) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(Math.min(channel.size() - 1, (long) (share * channel.size())));
    }
  }

  /** Cuts a segment of a log within the first long record behind a share of it. */
  public static void tear(Path segment, double share) throws IOException {
    cut(segment, longRecord(segment, share).from() + WITHIN);
  }

  /** Cuts it behind the record that {@link #tear} would tear. */
  static void cutBehind(Path segment, double share) throws IOException {
    cut(segment, longRecord(segment, share).to());
  }

  private record Extent(int from, int to) {}

  /** One of plain samples: those of few histograms or exemplars are short. */
  private static Extent longRecord(Path segment, double share) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
    var at = 0;
    var start = 0;
    while (true) {
      var type = bytes.get(at) & 7;
      at = type == 0 ? (at / PAGE + 1) * PAGE : at + 7 + (bytes.getShort(at + 1) & 0xffff);
      if (type == 1 || type == 4) {
        if (start > share * bytes.capacity() && at - start > LONG) {
          return new Extent(start, at);
        }
        start = at;
      }
    }
  }

  private static void cut(Path file, int size) throws IOException {
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /** Where the series of an index begin. */
  static int series(Path index) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(index));
    return (int) bytes.getLong(bytes.capacity() - 52 + 8);
  }

  static void append(Path file, int zeros) throws IOException {
    Files.write(file, new byte[zeros], StandardOpenOption.APPEND);
  }

  static void empty(Path file) throws IOException {
    Files.write(file, new byte[0]);
  }

  static void swap(Path one, Path other) throws IOException {
    var aside = one.resolveSibling("aside");
    Files.move(one, aside);
    Files.move(other, one);
    Files.move(aside, other);
  }

  public static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  public static void delete(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
