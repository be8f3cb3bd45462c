package dev.deadair.tsdb.format;

/** What is told of a write-ahead log's contents, in the order of the log. */
public interface WalVisitor {
  /** A series and the number by which the samples after it name it. */
  void series(long ref);

  /** A sample, plain or a histogram. */
  void sample(long ref, long time);

  /** All that came so far for the series in this log is in a chunk of chunks_head. */
  void mapped(long ref, long chunk);
}
