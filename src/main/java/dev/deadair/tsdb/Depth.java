package dev.deadair.tsdb;

/** How much of a data directory is read. */
public enum Depth {
  /** Names, sizes and the first bytes of files: seconds, whatever the size. */
  NAMES,
  /** All that the server reads at its start: the logs, chunks_head, the tables of the indices. */
  START,
  /** Every checksum. */
  FULL
}
