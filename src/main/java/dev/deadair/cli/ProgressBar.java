package dev.deadair.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;

/** A line on stderr that says how far a long reading is, if stderr is a terminal. */
final class ProgressBar implements LongConsumer, AutoCloseable {
  private static final int WIDTH = 40;
  private static final long EVERY = 200_000_000;
  private static final double MEGABYTE = 1e6;

  private final PrintStream out;
  private final long total;
  private final boolean isShown;
  private final long began = System.nanoTime();

  private long read;
  private long shown = began - EVERY;

  ProgressBar(PrintStream out, long total, boolean isShown) {
    this.out = out;
    this.total = total;
    this.isShown = isShown;
  }

  /**
   * A bar for this process.
   *
   * @param total how many bytes there are to be read
   */
  static ProgressBar of(long total) {
    return new ProgressBar(System.err, total, isTerminal());
  }

  @Override
  public void accept(long bytes) {
    read += bytes;
    var now = System.nanoTime();
    if (isShown && now - shown >= EVERY) {
      shown = now;
      out.print("\r" + line(now - began));
    }
  }

  private String line(long nanos) {
    var share = total == 0 ? 1 : Math.min(1, (double) read / total);
    var done = (int) (share * WIDTH);
    return String.format(
        Locale.ROOT,
        "%3.0f %% [%s%s] %,.0f MB/s ",
        100 * share,
        "#".repeat(done),
        ".".repeat(WIDTH - done),
        read / MEGABYTE / (nanos / 1e9));
  }

  /** Wipes the line. */
  @Override
  public void close() {
    if (isShown) {
      out.print("\r" + " ".repeat(2 * WIDTH) + "\r");
    }
  }

  /** System.console() speaks of stdin and stdout; what descriptor 2 is only Linux tells. */
  private static boolean isTerminal() {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException notLinux) {
      return false;
    }
  }
}
