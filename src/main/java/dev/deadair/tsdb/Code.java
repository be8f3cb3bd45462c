package dev.deadair.tsdb;

import java.util.Locale;

/**
 * What kind a finding is of. Each has a section in {@code src/site/markdown/tsdb.md}; the words are
 * part of the outside face.
 */
public enum Code {
  WAL_GAP,
  WAL_START_MISSING,
  WAL_BEHIND_CHECKPOINT,
  WAL_CORRUPT,
  WAL_SERIES_MISSING,
  WAL_OUT_OF_ORDER,
  WAL_SEGMENT_EMPTIED,
  WAL_SEGMENT_REPEATED,
  CHECKPOINT_NOT_A_DIRECTORY,
  CHECKPOINT_GAP,
  CHECKPOINT_EMPTY,
  CHECKPOINT_CORRUPT,
  WBL_GAP,
  WBL_CORRUPT,
  HEAD_CHUNKS_GAP,
  HEAD_CHUNKS_INVALID,
  HEAD_CHUNKS_CORRUPT,
  HEAD_CHUNKS_INCOMPLETE,
  BLOCK_SKIPPED,
  BLOCK_UNOPENABLE,
  BLOCK_CORRUPT,
  BLOCK_META_WRONG,
  BLOCK_SUPERSEDED,
  NAME_TAKEN,
  NOT_PERMITTED,
  UNFINISHED_QUERIES,
  SERVER_RUNNING;

  /** As operators and scripts read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
