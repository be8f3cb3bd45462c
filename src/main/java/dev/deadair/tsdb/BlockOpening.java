package dev.deadair.tsdb;

import dev.deadair.tsdb.format.BlockMeta;
import dev.deadair.tsdb.format.ChunkReader;
import dev.deadair.tsdb.format.IndexReader;
import dev.deadair.tsdb.format.TombstonesReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Opens a block as {@code tsdb.OpenBlock} does: meta.json, chunks, index, tombstones. */
final class BlockOpening {
  /** A meta.json names the blocks it was made of; a year of them is 200 kB. */
  private static final long LARGEST_META = 4 * 1024 * 1024;

  private static final long LARGEST_TOMBSTONES = 64 * 1024 * 1024;

  private final DataDir dir;
  private final Depth depth;
  private final Reading reading;

  BlockOpening(DataDir dir, Depth depth, Reading reading) {
    this.dir = dir;
    this.depth = depth;
    this.reading = reading;
  }

  Block open(Path path) throws IOException {
    var meta = meta(path.resolve("meta.json"));
    var chunks = path.resolve("chunks");
    if (!Files.isDirectory(dir.file(chunks))) {
      return new Block(path, meta, chunks, "it has no directory of chunks");
    }
    for (var file : dir.blockChunks(path)) {
      try (var in = reading.open(dir.file(file.path()))) {
        var refusal = new ChunkReader(in).refusal();
        if (refusal != null) {
          return new Block(path, meta, file.path(), "a file of chunks: " + refusal);
        }
      }
    }
    var index = path.resolve("index");
    if (!Files.isRegularFile(dir.file(index))) {
      return new Block(path, meta, index, "it has no index");
    }
    try (var in = reading.open(dir.file(index))) {
      var refusal = new IndexReader(in).refusal(depth != Depth.NAMES);
      if (refusal != null) {
        return new Block(path, meta, index, "its index: " + refusal);
      }
    }
    return tombstones(path, meta);
  }

  private Block tombstones(Path path, Optional<BlockMeta> meta) throws IOException {
    var tombstones = path.resolve("tombstones");
    if (dir.entry(tombstones).isEmpty()) {
      return new Block(path, meta, null, null);
    }
    if (Files.size(dir.file(tombstones)) > LARGEST_TOMBSTONES) {
      return new Block(path, meta, null, null);
    }
    var refusal = TombstonesReader.refusal(reading.all(dir.file(tombstones)));
    return refusal == null
        ? new Block(path, meta, null, null)
        : new Block(path, meta, tombstones, "its tombstones: " + refusal);
  }

  private Optional<BlockMeta> meta(Path path) throws IOException {
    var file = dir.file(path);
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_META) {
      return Optional.empty();
    }
    return BlockMeta.read(reading.all(file));
  }
}
