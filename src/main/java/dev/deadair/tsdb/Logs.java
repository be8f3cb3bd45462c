package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FATAL_ON_START;
import static dev.deadair.tsdb.Severity.SILENT_LOSS;

import dev.deadair.tsdb.DataDir.Numbered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the names in the write-ahead logs show: the server wants numbers without a gap. */
final class Logs {
  /** The usual size of a segment is 128 MiB, and no record is so large. */
  private static final long NEARLY_FULL = 127 * 1024 * 1024;

  private static final int PAGE = 32 * 1024;

  private final DataDir dir;

  Logs(DataDir dir) {
    this.dir = dir;
  }

  /** The checkpoint that is replayed before the segments; older ones are left alone. */
  Optional<Numbered> checkpoint() {
    var checkpoints = dir.checkpoints().stream().filter(each -> each.entry().isDirectory());
    return checkpoints.reduce((_, last) -> last);
  }

  /** The number of the segment with which the replay begins. */
  long start() {
    return checkpoint().map(each -> each.number() + 1).orElse(0L);
  }

  /** The segments that are replayed, if there is no gap. */
  List<Numbered> replayed() {
    return dir.segments(DataDir.WAL).stream().filter(each -> each.number() >= start()).toList();
  }

  void check(Consumer<Finding> findings) throws IOException {
    gap(DataDir.WAL, Code.WAL_GAP, findings);
    gap(DataDir.WBL, Code.WBL_GAP, findings);
    start(findings);
    for (var each : dir.falseCheckpoints()) {
      findings.accept(
          new Finding(
              Code.CHECKPOINT_NOT_A_DIRECTORY,
              FATAL_ON_START,
              each.path(),
              "named like a checkpoint, but no directory"));
    }
    checkpoint().ifPresent(each -> checkpoint(each, findings));
    emptied(findings);
    repeated(findings);
  }

  private void gap(Path log, Code code, Consumer<Finding> findings) {
    var segments = dir.segments(log);
    for (var i = 1; i < segments.size(); i++) {
      var before = segments.get(i - 1);
      var after = segments.get(i);
      if (before.number() + 1 != after.number()) {
        var what = "segments are not sequential: " + before.entry().name();
        var next = " is followed by " + after.entry().name();
        findings.accept(new Finding(code, FATAL_ON_START, after.path(), what + next));
      }
    }
  }

  private void start(Consumer<Finding> findings) {
    var segments = dir.segments(DataDir.WAL);
    var since = checkpoint().map(each -> " after " + each.entry().name()).orElse("");
    if (!segments.isEmpty() && segments.getFirst().number() > start()) {
      var missing = DataDir.WAL.resolve("%08d".formatted(start()));
      var what =
          "the first segment%s is missing; the first there is %s"
              .formatted(since, segments.getFirst().entry().name());
      findings.accept(new Finding(Code.WAL_START_MISSING, FATAL_ON_START, missing, what));
    }
    // The server begins a new segment behind the last one, or 0.
    var next = segments.isEmpty() ? 0 : segments.getLast().number() + 1;
    if (next < start()) {
      var what =
          "there is no segment%s: %08d, which the server would begin, is replayed at no later start"
              .formatted(since, next);
      findings.accept(new Finding(Code.WAL_BEHIND_CHECKPOINT, SILENT_LOSS, DataDir.WAL, what));
    }
  }

  /** The server begins a segment when a record did not fit into the one before: it is not empty. */
  private void emptied(Consumer<Finding> findings) {
    var segments = replayed();
    for (var i = 1; i + 1 < segments.size(); i++) {
      var emptied = segments.get(i);
      if (emptied.size() == 0 && segments.get(i - 1).size() >= NEARLY_FULL) {
        var what = "it is empty, although the segment before it was full";
        findings.accept(new Finding(Code.WAL_SEGMENT_EMPTIED, SILENT_LOSS, emptied.path(), what));
      }
    }
  }

  /** No two segments begin alike: there are times in them. */
  private void repeated(Consumer<Finding> findings) throws IOException {
    var pages = new HashMap<ByteBuffer, Numbered>();
    for (var each : replayed()) {
      var page = firstPage(each);
      var first = pages.putIfAbsent(page, each);
      if (first != null && page.hasRemaining() && page.get(0) != 0) {
        var what = "it is a copy of %s: what was in it is gone".formatted(first.entry().name());
        findings.accept(new Finding(Code.WAL_SEGMENT_REPEATED, SILENT_LOSS, each.path(), what));
      }
    }
  }

  private ByteBuffer firstPage(Numbered segment) throws IOException {
    try (var in = Files.newInputStream(dir.file(segment.path()))) {
      return ByteBuffer.wrap(in.readNBytes(PAGE));
    }
  }

  private void checkpoint(Numbered checkpoint, Consumer<Finding> findings) {
    gap(checkpoint.path(), Code.CHECKPOINT_GAP, findings);
    var segments = dir.segments(checkpoint.path());
    if (segments.stream().allMatch(each -> each.size() == 0)) {
      findings.accept(
          new Finding(
              Code.CHECKPOINT_EMPTY,
              SILENT_LOSS,
              checkpoint.path(),
              "the checkpoint is empty: samples of the series that it named are left out"));
    }
  }
}
