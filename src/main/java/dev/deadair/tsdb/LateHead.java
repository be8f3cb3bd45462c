package dev.deadair.tsdb;

import dev.deadair.tsdb.format.HeadChunk;
import dev.deadair.tsdb.format.WalVisitor;

/**
 * How many samples that came late the head holds after a start: those in its chunks on disk, and
 * those that their own log ({@code wbl}) has since.
 */
final class LateHead implements WalVisitor {
  private final Head head;
  private final SeriesTable series = new SeriesTable();
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
      samples += chunk.samples();
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
