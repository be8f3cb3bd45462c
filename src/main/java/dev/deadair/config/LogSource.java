package dev.deadair.config;

import java.nio.file.Path;

/** Where the log of an instance can be read on this machine. */
public sealed interface LogSource {

  /** The journal of a unit of systemd. */
  record Journal(String unit) implements LogSource {}

  /** A file that need not be there yet. */
  record File(Path path) implements LogSource {}
}
