package dev.deadair.tsdb;

import java.util.Locale;

/** What becomes of a server that is started on a directory, or of one finding in it; worst last. */
public enum Severity {
  /** It starts with all its data. */
  FINE,
  /** It starts, and no metric of every version tells that data is missing or cannot be read. */
  SILENT_LOSS,
  /** The start itself throws data away that is on disk now, and says so. */
  LOSES_DATA_ON_START,
  /** It does not start. */
  FATAL_ON_START;

  /** As operators and scripts read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
