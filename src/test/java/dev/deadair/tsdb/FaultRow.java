package dev.deadair.tsdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows of the fault matrix: what a copy of a live directory, a bad disk or a hasty hand does to a
 * data directory, and what a server then does.
 */
public enum FaultRow {
  SEGMENT_MISSING_IN_THE_MIDDLE(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Files.delete(Damage.middle(new Damage(dir).segments()));
    }

    @Override
    void reference(Path dir) throws IOException {
      Damage.empty(Damage.middle(new Damage(dir).segments()));
    }
  },
  STRAY_SEGMENT(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.copy(new Damage(dir).segments().getFirst(), dir.resolve("wal/00000900"));
    }
  },
  FIRST_SEGMENT_AFTER_THE_CHECKPOINT_MISSING(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Files.delete(new Damage(dir).segments().getFirst());
    }
  },
  CHECKPOINT_REMOVED(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.delete(new Damage(dir).checkpoint());
    }
  },
  CHECKPOINT_A_FILE(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Files.createFile(dir.resolve("wal/checkpoint.00000999"));
    }
  },
  CHECKPOINT_FLIPPED(Severity.FATAL_ON_START, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flipAt(new Damage(dir).checkpoint().resolve("00000000"), 100);
    }
  },
  CHECKPOINT_EMPTIED(Severity.SILENT_LOSS, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Files.delete(new Damage(dir).checkpoint().resolve("00000000"));
    }
  },
  CHUNKS_HEAD_GAP(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Files.delete(Damage.middle(new Damage(dir).headChunks()));
    }
  },
  CHUNKS_HEAD_EMPTY_FILE(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.empty(new Damage(dir).headChunks().getFirst());
    }
  },
  CHUNKS_HEAD_EMPTY_LAST_FILE(Severity.FINE, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.empty(new Damage(dir).headChunks().getLast());
    }
  },
  CHUNKS_HEAD_BAD_MAGIC(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flipAt(new Damage(dir).headChunks().getFirst(), 1);
    }
  },
  CHUNKS_HEAD_BAD_MAGIC_IN_THE_LAST(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flipAt(new Damage(dir).headChunks().getLast(), 1);
    }
  },
  CHUNKS_HEAD_NO_MAGIC_IN_THE_LAST(Severity.FINE, true) {
    @Override
    public void damage(Path dir) throws IOException {
      var last = new Damage(dir).headChunks().getLast();
      var bytes = Files.readAllBytes(last);
      java.util.Arrays.fill(bytes, 0, 4, (byte) 0);
      Files.write(last, bytes);
    }
  },
  CHUNKS_HEAD_FLIPPED(Severity.FINE, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flipAt(new Damage(dir).headChunks().getFirst(), 60);
    }
  },
  CHUNKS_HEAD_TRUNCATED(Severity.FINE, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.truncate(new Damage(dir).headChunks().getFirst(), 0.37);
    }
  },
  CHUNKS_HEAD_SWAPPED(Severity.FINE, false) {
    @Override
    public void damage(Path dir) throws IOException {
      var files = new Damage(dir).headChunks();
      Damage.swap(files.getFirst(), files.getLast());
    }
  },
  SEGMENT_FLIPPED_IN_THE_MIDDLE(Severity.LOSES_DATA_ON_START, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flip(Damage.middle(new Damage(dir).segments()), 0.4);
    }
  },
  FIRST_SEGMENT_FLIPPED(Severity.LOSES_DATA_ON_START, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flip(new Damage(dir).segments().getFirst(), 0.4);
    }
  },
  LAST_SEGMENT_FLIPPED(Severity.LOSES_DATA_ON_START, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flip(new Damage(dir).segments().getLast(), 0.4);
    }
  },
  SEGMENT_TRUNCATED_IN_THE_MIDDLE(Severity.LOSES_DATA_ON_START, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.tear(Damage.middle(new Damage(dir).segments()), 0.5);
    }

    @Override
    void reference(Path dir) throws IOException {
      Damage.cutBehind(Damage.middle(new Damage(dir).segments()), 0.5);
    }
  },
  LAST_SEGMENT_TORN(Severity.LOSES_DATA_ON_START, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.tear(new Damage(dir).segments().getLast(), 0.6);
    }

    @Override
    void reference(Path dir) throws IOException {
      Damage.cutBehind(new Damage(dir).segments().getLast(), 0.6);
    }
  },
  LAST_SEGMENT_ZEROS_AT_THE_END(Severity.FINE, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.append(new Damage(dir).segments().getLast(), 32 * 1024);
    }
  },
  NEW_LAST_SEGMENT_EMPTY(Severity.FINE, true) {
    @Override
    public void damage(Path dir) throws IOException {
      var last = new Damage(dir).segments().getLast().getFileName().toString();
      Files.createFile(dir.resolve("wal/%08d".formatted(Integer.parseInt(last) + 1)));
    }
  },
  SEGMENTS_SWAPPED(Severity.SILENT_LOSS, false) {
    @Override
    public void damage(Path dir) throws IOException {
      var segments = new Damage(dir).segments();
      Damage.swap(segments.get(segments.size() - 2), segments.getLast());
    }
  },
  BLOCK_WITHOUT_INDEX(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Files.delete(Damage.middle(new Damage(dir).blocks()).resolve("index"));
    }
  },
  BLOCK_WITHOUT_CHUNKS(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.delete(Damage.middle(new Damage(dir).blocks()).resolve("chunks"));
    }
  },
  BLOCK_INDEX_CONTENTS_FLIPPED(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flipAt(Damage.middle(new Damage(dir).blocks()).resolve("index"), -20);
    }
  },
  BLOCK_INDEX_SYMBOLS_FLIPPED(Severity.FATAL_ON_START, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flipAt(Damage.middle(new Damage(dir).blocks()).resolve("index"), 30);
    }
  },
  BLOCK_TOMBSTONES_FLIPPED(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flipAt(Damage.middle(new Damage(dir).blocks()).resolve("tombstones"), -2);
    }
  },
  BLOCK_CHUNKS_EMPTY_FILE(Severity.FATAL_ON_START, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.empty(Damage.middle(new Damage(dir).blocks()).resolve("chunks/000001"));
    }
  },
  BLOCK_WITHOUT_META(Severity.SILENT_LOSS, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Files.delete(Damage.middle(new Damage(dir).blocks()).resolve("meta.json"));
    }
  },
  LAST_BLOCK_WITH_GARBAGE_FOR_META(Severity.SILENT_LOSS, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flip(new Damage(dir).blocks().getLast().resolve("meta.json"), 0);
    }
  },
  BLOCK_CHUNK_FLIPPED(Severity.SILENT_LOSS, false) {
    @Override
    public void damage(Path dir) throws IOException {
      Damage.flip(Damage.middle(new Damage(dir).blocks()).resolve("chunks/000001"), 0.5);
    }
  },
  BLOCK_SERIES_FLIPPED(Severity.SILENT_LOSS, false) {
    @Override
    public void damage(Path dir) throws IOException {
      var index = Damage.middle(new Damage(dir).blocks()).resolve("index");
      Damage.flipAt(index, Damage.series(index) + 20);
    }
  },
  STALE_LOCK(Severity.FINE, true) {
    @Override
    public void damage(Path dir) throws IOException {
      Files.write(dir.resolve("lock"), new byte[0]);
    }
  },
  NOTHING(Severity.FINE, true) {
    @Override
    public void damage(Path dir) {}
  };

  /** What the verdict must be. */
  public final Severity severity;

  /** Whether names, sizes and first bytes are enough to see it. */
  final boolean isSeenFast;

  FaultRow(Severity severity, boolean isSeenFast) {
    this.severity = severity;
    this.isSeenFast = isSeenFast;
  }

  public abstract void damage(Path dir) throws IOException;

  /**
   * What the directory has before the start that is to be judged; all that was made, by default.
   */
  void reference(Path dir) throws IOException {}

  boolean hasReference() {
    return this == SEGMENT_MISSING_IN_THE_MIDDLE
        || this == SEGMENT_TRUNCATED_IN_THE_MIDDLE
        || this == LAST_SEGMENT_TORN;
  }
}
