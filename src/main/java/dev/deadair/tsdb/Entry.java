package dev.deadair.tsdb;

import java.nio.file.Path;

/**
 * A name in a data directory and what is behind it.
 *
 * @param path below the directory
 * @param kind of the name itself: Go's {@code ReadDir} does not follow links either
 * @param size of the file behind it, in bytes
 * @param modified when its content last changed, in milliseconds
 * @param owner the user's number
 * @param mode the permission bits
 */
record Entry(Path path, Kind kind, long size, long modified, int owner, int mode) {
  enum Kind {
    FILE,
    DIRECTORY,
    LINK,
    OTHER
  }

  String name() {
    return path.getFileName().toString();
  }

  boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }
}
