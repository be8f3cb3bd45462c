package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FATAL_ON_START;

import dev.deadair.tsdb.DataDir.Numbered;
import dev.deadair.tsdb.format.HeadChunkReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the names and first bytes in chunks_head show. */
final class HeadFiles {
  private final List<Numbered> all;
  private final List<Numbered> usable = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private HeadFiles(List<Numbered> all) {
    this.all = List.copyOf(all);
  }

  static HeadFiles of(DataDir dir, Reading reading) throws IOException {
    var files = new ArrayList<>(dir.headChunks());
    if (!files.isEmpty() && files.getLast().number() > 0) {
      try (var last = reading.open(dir.file(files.getLast().path()))) {
        if (new HeadChunkReader(last).isUnwritten()) {
          files.removeLast(); // as repairLastChunkFile does
        }
      }
    }
    var head = new HeadFiles(files);
    for (var file : files) {
      head.open(dir, file, reading);
    }
    head.findGaps(files);
    return head;
  }

  private void open(DataDir dir, Numbered file, Reading reading) throws IOException {
    try (var in = reading.open(dir.file(file.path()))) {
      var refusal = new HeadChunkReader(in).refusal();
      if (refusal == null) {
        usable.add(file);
      } else {
        findings.add(new Finding(Code.HEAD_CHUNKS_INVALID, FATAL_ON_START, file.path(), refusal));
      }
    }
  }

  private void findGaps(List<Numbered> files) {
    for (var i = 1; i < files.size(); i++) {
      var before = files.get(i - 1);
      var after = files.get(i);
      if (before.number() + 1 < after.number()) {
        var what =
            "files of head chunks are not sequential: %s is followed by %s"
                .formatted(before.entry().name(), after.entry().name());
        findings.add(new Finding(Code.HEAD_CHUNKS_GAP, FATAL_ON_START, after.path(), what));
      }
    }
  }

  void tell(Consumer<Finding> consumer) {
    findings.forEach(consumer);
  }

  /** All that the server tries to open. */
  List<Numbered> all() {
    return all;
  }

  /** The files that the server reads chunks from. */
  List<Numbered> usable() {
    return usable;
  }
}
