package dev.deadair.tsdb;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One thing that is wrong, or worth knowing, in a data directory.
 *
 * @param path what it is about, below the directory; empty for the directory itself
 * @param summary one sentence for people
 */
public record Finding(Code code, Severity severity, Path path, String summary, Loss loses) {
  public Finding {
    Objects.requireNonNull(code);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(path);
    Objects.requireNonNull(summary);
    Objects.requireNonNull(loses);
  }

  /** Nothing lost by it, or nothing known of it. */
  Finding(Code code, Severity severity, Path path, String summary) {
    this(code, severity, path, summary, Loss.NONE);
  }

  Finding losing(Loss loss) {
    return new Finding(code, severity, path, summary, loss);
  }

  Finding withSeverity(Severity other) {
    return new Finding(code, other, path, summary, loses);
  }
}
