package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FINE;
import static dev.deadair.tsdb.Severity.SILENT_LOSS;

import dev.deadair.tsdb.DataDir.Numbered;
import dev.deadair.tsdb.format.ChunkReader;
import dev.deadair.tsdb.format.FileBytes;
import dev.deadair.tsdb.format.IndexReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every checksum of a block: each series of its index, each chunk that the index points to, in the
 * order of both files, each list of postings. What cannot be read is counted by an even share.
 */
final class BlockScan implements IndexReader.Visitor, AutoCloseable {
  private static final String META = "meta.json";

  private final DataDir dir;
  private final Block block;
  private final Reading reading;
  private final List<Numbered> files;

  /** The times the block claims, which decide what is asked of it. */
  private final long claimedFrom;

  private final long claimedTo;

  private int openFile = -1;
  private @Nullable FileBytes chunkBytes;
  private @Nullable ChunkReader chunkReader;

  private long samples;
  private long soundChunks;
  private long damagedChunks;
  private long damagedSeries;
  private long hiddenSamples;
  private int damagedPostings;
  private int damagedUnused;
  private Timeline.@Nullable Span span;
  private Timeline.@Nullable Span damagedSpan;
  private Timeline.@Nullable Span hiddenSpan;

  private BlockScan(DataDir dir, Block block, Reading reading) {
    this.dir = dir;
    this.block = block;
    this.reading = reading;
    this.files = dir.blockChunks(block.path());
    this.claimedFrom = block.meta().map(meta -> meta.from()).orElse(Long.MIN_VALUE);
    this.claimedTo = block.meta().map(meta -> meta.to()).orElse(Long.MAX_VALUE);
  }

  static BlockScan of(DataDir dir, Block block, Reading reading) throws IOException {
    try (var scan = new BlockScan(dir, block, reading)) {
      scan.run();
      return scan;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void run() throws IOException {
    var index = dir.file(block.path().resolve("index"));
    if (!Files.isRegularFile(index) || !readIndex(index)) {
      readAllChunks();
    }
  }

  private boolean readIndex(Path file) throws IOException {
    try (var in = reading.open(file)) {
      var reader = new IndexReader(in);
      if (reader.refusal(true) != null) {
        return false;
      }
      reader.readSeries(this);
      damagedPostings = reader.damagedPostings();
      damagedUnused = reader.damagedUnused();
      return true;
    }
  }

  /** Without an index: one after the other as far as they can be read. */
  private void readAllChunks() throws IOException {
    for (var i = 0; i < files.size(); i++) {
      var reader = reader(i);
      if (reader.refusal() == null) {
        while (reader.isSound(reader.next())) {
          samples += reader.samples();
          soundChunks++;
        }
      }
    }
  }

  @Override
  public void chunk(long from, long to, long ref) {
    var here = new Timeline.Span(from, to);
    span = span == null ? here : span.and(here);
    if (!isSound(ref)) {
      damagedChunks++;
      damagedSpan = damagedSpan == null ? here : damagedSpan.and(here);
    } else if (from < claimedFrom || to >= claimedTo) {
      hiddenSamples += hidden(from, to);
      hiddenSpan = hiddenSpan == null ? here : hiddenSpan.and(here);
    }
  }

  /** The sample count of the chunk last read that lies outside the claimed times. */
  private long hidden(long from, long to) {
    var count = chunkReader == null ? 0 : chunkReader.samples();
    var inside = (double) Math.min(to, claimedTo) - Math.max(from, claimedFrom);
    return to == from || inside <= 0
        ? count
        : Math.round(count * (1 - inside / ((double) to - from)));
  }

  private boolean isSound(long ref) {
    var file = (int) (ref >>> 32);
    if (file >= files.size() || file < 0) {
      return false;
    }
    try {
      var reader = reader(file);
      var isSound = reader.isSound(ref & 0xffff_ffffL);
      if (isSound) {
        samples += reader.samples();
        soundChunks++;
      }
      return isSound;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChunkReader reader(int file) throws IOException {
    var reader = chunkReader;
    if (reader == null || openFile != file) {
      close();
      var bytes = reading.openBeside(dir.file(files.get(file).path()));
      chunkBytes = bytes;
      reader = new ChunkReader(bytes);
      chunkReader = reader;
      openFile = file;
    }
    return reader;
  }

  @Override
  public void damagedSeries() {
    damagedSeries++;
  }

  /** Those that can be read. */
  long samples() {
    return samples;
  }

  /** All there were: as many as the block says, or as can be read. */
  long allSamples() {
    return block.meta().map(meta -> Math.max(meta.samples(), samples)).orElse(samples);
  }

  /** After the last sample; the beginning of time if there is none. */
  long dataEnd() {
    return span == null ? Long.MIN_VALUE : span.to() + 1;
  }

  /** From the first sample to the last, if the index can be read. */
  Optional<Timeline.Span> span() {
    return Optional.ofNullable(span);
  }

  void check(Consumer<Finding> findings) {
    if (damagedChunks > 0 || damagedSeries > 0 || damagedPostings > 0) {
      var what =
          "%d series, %d chunks and %d lists of postings are damaged; queries fail on them"
              .formatted(damagedSeries, damagedChunks, damagedPostings);
      findings.accept(
          new Finding(Code.BLOCK_CORRUPT, SILENT_LOSS, block.path(), what).losing(damage()));
    }
    if (damagedUnused > 0) {
      var what =
          "%d label indices are damaged, which no server reads any more".formatted(damagedUnused);
      var index = block.path().resolve("index");
      findings.accept(new Finding(Code.BLOCK_CORRUPT, FINE, index, what));
    }
    if (hiddenSpan != null && hiddenSamples > 0) {
      var what = "its meta.json claims other times than its samples are from; queries miss those";
      findings.accept(
          new Finding(Code.BLOCK_META_WRONG, SILENT_LOSS, block.path().resolve(META), what)
              .losing(hiddenSpan.samples(hiddenSamples)));
    }
  }

  private Loss damage() {
    var where = damagedSeries > 0 || damagedSpan == null ? span : damagedSpan;
    var average = soundChunks == 0 ? 0 : samples / soundChunks;
    var missing = allSamples() - samples;
    var count = missing > 0 ? missing : average * (damagedChunks + damagedSeries);
    return where == null || count == 0 ? Loss.NONE : where.samples(count);
  }

  @Override
  public void close() throws IOException {
    var open = chunkBytes;
    chunkBytes = null; // the buffer is not this scan's own
    chunkReader = null;
    if (open != null) {
      open.close();
    }
  }
}
