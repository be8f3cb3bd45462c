package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FATAL_ON_START;
import static dev.deadair.tsdb.Severity.FINE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/** What else in the directory can keep the server from starting: wrong kinds, wrong owners. */
final class Surroundings {
  static final Path QUERIES = Path.of("queries.active");
  static final Path LOCK = Path.of("lock");

  private static final int READ = 0444;
  private static final int WRITE = 0222;
  private static final int OWNER = 0700;
  private static final int OTHERS = 077;

  /** As many queries at once as anyone would allow, at 1000 bytes each. */
  private static final long MOST_QUERIES = 1_000_000;

  private final DataDir dir;

  Surroundings(DataDir dir) {
    this.dir = dir;
  }

  void check(Consumer<Finding> findings) throws IOException {
    for (var each : List.of(DataDir.WAL, DataDir.WBL, DataDir.HEAD_CHUNKS)) {
      kind(each, true, "it is no directory", findings);
    }
    for (var each : List.of(QUERIES, LOCK)) {
      kind(each, false, "it is a directory, where the server wants to write a file", findings);
    }
    permissions(findings);
    queries(findings);
  }

  private void kind(Path path, boolean isDirectory, String what, Consumer<Finding> findings) {
    if (dir.entry(path).isPresent() && Files.isDirectory(dir.file(path)) != isDirectory) {
      findings.accept(new Finding(Code.NAME_TAKEN, FATAL_ON_START, path, what));
    }
  }

  /**
   * The server is taken to run as the owner of the directory. Whether a group helps it cannot be
   * known, so what a group may do counts as allowed.
   */
  private void permissions(Consumer<Finding> findings) throws IOException {
    var owner = (Integer) Files.getAttribute(dir.root(), "unix:uid");
    if (owner == 0) {
      return;
    }
    var read = new HashSet<>(List.of(DataDir.WAL, DataDir.WBL, DataDir.HEAD_CHUNKS));
    dir.blocks().forEach(each -> read.add(each.path()));
    for (var each : dir.entries()) {
      if (read.contains(each.path().getName(0)) && !may(owner, each, READ)) {
        var what = "its owner is not the directory's, and nobody else may read it";
        findings.accept(new Finding(Code.NOT_PERMITTED, FATAL_ON_START, each.path(), what));
      } else if (isWritten(each) && !may(owner, each, WRITE)) {
        var what = "its owner is not the directory's, and nobody else may write to it";
        findings.accept(new Finding(Code.NOT_PERMITTED, FATAL_ON_START, each.path(), what));
      }
    }
  }

  private static boolean isWritten(Entry entry) {
    return List.of(DataDir.WAL, DataDir.WBL, DataDir.HEAD_CHUNKS, QUERIES, LOCK)
        .contains(entry.path());
  }

  private static boolean may(int user, Entry entry, int what) {
    var whose = entry.owner() == user ? OWNER : OTHERS;
    return (entry.mode() & whose & what) != 0;
  }

  private void queries(Consumer<Finding> findings) throws IOException {
    var entry = dir.entry(QUERIES);
    if (entry.isEmpty() || entry.get().isDirectory() || entry.get().size() > MOST_QUERIES) {
      return;
    }
    var text = new String(Files.readAllBytes(dir.file(QUERIES)), UTF_8).replace("\0", "");
    if (text.length() > 1) {
      var what = "queries that had not ended when the server did last; it logs them at the start";
      findings.accept(new Finding(Code.UNFINISHED_QUERIES, FINE, QUERIES, what));
    }
  }
}
