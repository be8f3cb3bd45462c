package dev.deadair.tsdb;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Says what would become of a server that is started on a data directory. */
public final class Verification {
  /** How often to begin anew when a running server changes what is being looked at. */
  private static final int ATTEMPTS = 5;

  private final Path root;
  private final Depth depth;
  private final Reading reading;
  private final FullCheck fullCheck;

  private Verification(Path root, Depth depth, LongConsumer progress) {
    this.root = root;
    this.depth = depth;
    this.reading = new Reading(progress);
    this.fullCheck = new FullCheck(reading);
  }

  /**
   * Looks at a directory. Nothing is written, and no lock is taken.
   *
   * @param progress is told of bytes as they are read
   * @throws IOException if it cannot be read, or is no data directory
   */
  public static Verdict of(Path directory, Depth depth, LongConsumer progress) throws IOException {
    return new Verification(directory, depth, progress).run();
  }

  /** How many bytes a full look reads, about. */
  public static long size(Path directory) throws IOException {
    return DataDir.read(directory).entries().stream()
        .filter(each -> !each.isDirectory())
        .mapToLong(Entry::size)
        .sum();
  }

  private Verdict run() throws IOException {
    for (var attempt = 1; ; attempt++) {
      try {
        var dir = existing(root);
        var findings = look(dir);
        var running = Running.on(root, dir);
        var isUndisturbed = running.isEmpty() || new Verdict(findings).isFine();
        if (isUndisturbed || attempt == ATTEMPTS) {
          running.ifPresent(how -> findings.add(running(how)));
          return new Verdict(findings);
        }
      } catch (NoSuchFileException vanished) {
        if (attempt == ATTEMPTS) {
          throw vanished;
        }
      }
    }
  }

  /** Throws if it is not there, or if nothing in it is Prometheus': it would be called fine. */
  static DataDir existing(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new FileSystemException(root.toString(), null, "no such directory");
    }
    var dir = DataDir.read(root);
    var isEmpty =
        dir.blocks().isEmpty()
            && dir.entry(DataDir.WAL).isEmpty()
            && dir.entry(DataDir.HEAD_CHUNKS).isEmpty();
    if (isEmpty) {
      var why = "no data directory of Prometheus: neither a write-ahead log nor blocks are in it";
      throw new FileSystemException(root.toString(), null, why);
    }
    return dir;
  }

  private List<Finding> look(DataDir dir) throws IOException {
    var startup = Startup.of(dir, depth, reading);
    return new ArrayList<>(depth == Depth.FULL ? fullCheck.of(dir, startup) : startup.findings());
  }

  private static Finding running(String how) {
    var what = "a server is at work here (" + how + "): this is how things stood a moment ago";
    return new Finding(Code.SERVER_RUNNING, Severity.FINE, Path.of(""), what);
  }
}
