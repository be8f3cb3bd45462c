package dev.deadair.tsdb;

import dev.deadair.tsdb.format.HeadChunk;
import dev.deadair.tsdb.format.WalVisitor;

/**
 * How many samples that came late the head holds after a start: those in its chunks on disk, and
 * those that their own log ({@code wbl}) has since.
 *
 * <p>A chunk is told of in that log when it is written. A compaction takes all there are into a
 * block and drops the log up to then, while their files stay for as long as others need them: so a
 * chunk that the log does not tell of is in a block already, and nothing is lost with it.
 */
final class LateHead implements WalVisitor {
  private final Head head;

  /** 8 MiB; what is beyond it is taken for a chunk that is in no block. */
  private static final int MOST_CHUNKS = 1 << 12;

  /** 16 MiB: samples of few series come late. */
  private static final int MOST_SERIES = 1 << 13;

  private final SeriesTable series = new SeriesTable(MOST_SERIES);
  private final SeriesTable chunks = new SeriesTable(MOST_CHUNKS);
  private final Timeline timeline = new Timeline();

  private long samples;
  private long lastChunk = Long.MIN_VALUE;

  /**
   * @param head which knows the series
   */
  LateHead(Head head) {
    this.head = head;
  }

  /**
   * @param place of the chunk, as {@code ChunkDiskMapperRef} has it
   */
  void chunk(HeadChunk chunk, long place) {
    lastChunk = place;
    if (chunk.isOutOfOrder() && chunk.isUsable()) {
      if (chunks.findOrAdd(place)) {
        chunks.map(chunk.to(), chunk.samples());
      } else {
        samples += chunk.samples();
      }
    }
  }

  @Override
  public void series(long ref) {}

  @Override
  public void sample(long ref, long time) {
    if (head.knows(ref) && series.findOrAdd(ref)) {
      series.log(time);
      samples++;
      timeline.add(time, 1);
    }
  }

  /** What came for the series so far is in a chunk, if that chunk is still there. */
  @Override
  public void mapped(long ref, long chunk) {
    if (chunks.find(chunk) && !chunks.isKnown()) {
      chunks.setKnown();
      samples += chunks.mapped();
    }
    if (chunk <= lastChunk && series.find(ref)) {
      samples -= series.beyond();
      series.forget();
    }
  }

  long samples() {
    return samples;
  }

  Timeline timeline() {
    return timeline;
  }
}
