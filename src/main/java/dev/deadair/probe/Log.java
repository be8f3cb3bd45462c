package dev.deadair.probe;

import java.nio.file.Path;

/** Where the log of a server on this machine can be read. */
public sealed interface Log {

  /** Of a unit of systemd. */
  record Journal(String unit) implements Log {}

  /** A file, which may be rotated away, cut, or not there yet. */
  record File(Path path) implements Log {}
}
