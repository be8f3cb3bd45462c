package dev.deadair.tsdb;

import java.nio.file.Path;

/**
 * A place at which a log or a file of chunks cannot be read on.
 *
 * @param path the file, below the data directory
 * @param offset in it
 */
record Fault(Path path, long offset, String what) {
  String sentence() {
    return "at byte %d: %s".formatted(offset, what);
  }
}
