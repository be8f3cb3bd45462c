package dev.deadair.tsdb;

import dev.deadair.tsdb.format.HeadChunk;
import dev.deadair.tsdb.format.WalVisitor;
import org.jspecify.annotations.Nullable;

/**
 * How many samples the head holds after a start: what {@code processWALSamples} and {@code
 * processWBLSamples} of the server take, counted and not kept.
 *
 * <p>A head that is told to trust everything takes what the server would leave out: it says how
 * many samples there are to be had.
 */
final class Head implements WalVisitor {
  private final long minValidTime;
  private final long dataEnd;
  private final boolean isTrusting;
  private SeriesTable series = new SeriesTable();
  private final Timeline accepted = new Timeline();
  private final Timeline logged = new Timeline();
  private final Timeline hiddenTimes = new Timeline();

  private long samples;
  private long unknown;
  private long outOfOrder;
  private long hidden;
  private boolean isFull;
  private boolean isConsistent = true;
  private SeriesTable.@Nullable Balance settled;

  /**
   * @param minValidTime where the blocks end: what is older is in them
   * @param dataEnd where the samples in the blocks end, which may be before the blocks do
   * @param isTrusting whether to count all there is, instead of what the server takes
   */
  Head(long minValidTime, long dataEnd, boolean isTrusting) {
    this.minValidTime = minValidTime;
    this.dataEnd = dataEnd;
    this.isTrusting = isTrusting;
  }

  void chunk(HeadChunk chunk) {
    if (!chunk.isUsable() || chunk.isOutOfOrder() || chunk.to() < minValidTime) {
      return;
    }
    if (!isTracked(chunk.ref())) {
      return;
    }
    if (series.mappedUntil() >= chunk.from()) {
      isConsistent = false;
      return;
    }
    var visible = visible(chunk);
    series.map(chunk.to(), visible);
    accepted.add(Math.max(chunk.from(), minValidTime), chunk.to(), visible);
    samples += isTrusting ? visible : 0;
  }

  /** Those not older than the head, if the chunk reaches back further: an even share. */
  private long visible(HeadChunk chunk) {
    if (chunk.from() >= minValidTime || chunk.to() <= chunk.from()) {
      return chunk.samples();
    }
    var share =
        ((double) chunk.to() - minValidTime) / ((double) chunk.to() - (double) chunk.from());
    return Math.round(chunk.samples() * share);
  }

  @Override
  public void series(long ref) {
    if (isTrusting || !isTracked(ref)) {
      return;
    }
    if (series.isKnown()) {
      // A second record of a series throws away what came for it from the log so far.
      outOfOrder += series.beyond();
      samples -= series.beyond();
      series.forget();
    } else {
      series.setKnown();
      samples += series.mapped();
    }
  }

  @Override
  public void sample(long ref, long time) {
    if (time < minValidTime) {
      if (time >= dataEnd) {
        hidden++;
        hiddenTimes.add(time, 1);
      }
      return;
    }
    if (isTrusting ? !isTracked(ref) : !series.find(ref)) {
      unremembered();
    } else if (!isTrusting && !series.isKnown()) {
      unknown++;
    } else if (time <= series.newest()) {
      outOfOrder += time > series.mappedUntil() ? 1 : 0;
    } else {
      logged.add(time, 1);
      if (time > series.mappedUntil()) {
        samples++;
        accepted.add(time, 1);
      }
      series.log(time);
    }
  }

  /** With more series than can be remembered, each sample of the others is taken as a good one. */
  private void unremembered() {
    if (isFull) {
      samples++;
    } else {
      unknown++;
    }
  }

  private boolean isTracked(long ref) {
    var isTracked = series.findOrAdd(ref);
    isFull |= !isTracked;
    return isTracked;
  }

  @Override
  public void mapped(long ref, long chunk) {}

  long samples() {
    return samples;
  }

  /** False once chunks of a series overlap, upon which the server throws all chunks away. */
  boolean isConsistent() {
    return isConsistent;
  }

  /** Those that are left out because the blocks claim their time, and do not have them. */
  long hidden() {
    return hidden;
  }

  /** When the {@link #hidden} ones are from. */
  Timeline hiddenTimes() {
    return hiddenTimes;
  }

  /** Those of series that the log does not name. */
  long unknown() {
    return unknown;
  }

  /** Those that came after a later one of the same series, or before a second record of it. */
  long outOfOrder() {
    return outOfOrder;
  }

  /** Whether the log has named a series so far. */
  boolean knows(long ref) {
    return isTrusting || isFull || (series.find(ref) && series.isKnown());
  }

  /** Those that it takes. */
  Timeline accepted() {
    return accepted;
  }

  /** Those that the log has. */
  Timeline logged() {
    return logged;
  }

  /** Those that are left out because of what chunks there are, and are not. */
  SeriesTable.Balance balance() {
    return settled == null ? series.balance() : settled;
  }

  /** All that is to come has come: it forgets the series, for a second head may follow. */
  void settle() {
    settled = series.balance();
    series = new SeriesTable();
  }
}
