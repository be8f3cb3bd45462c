package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.deadair.liveness.Moment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine's three clocks.
 *
 * <p>The JDK does not read {@code CLOCK_BOOTTIME}; {@code /proc/uptime} shows it in steps of 10 ms
 * (proc(5)). It is kept open, so that a process out of file descriptors can still tell the time.
 * Where there is none, the monotonic clock stands in: suspend does not show then. Thread-safe.
 */
public final class MachineClock implements Supplier<Moment> {

  private static final Path UPTIME = Path.of("/proc/uptime");

  private final @Nullable RandomAccessFile uptime;
  private final byte[] line = new byte[64];

  public MachineClock() {
    this(UPTIME);
  }

  MachineClock(Path uptime) {
    this.uptime = open(uptime);
  }

  /** Where it cannot be opened there is no such clock: only Linux has one. */
  private static @Nullable RandomAccessFile open(Path uptime) {
    try {
      return new RandomAccessFile(uptime.toFile(), "r");
    } catch (IOException _) {
      return null;
    }
  }

  @Override
  public Moment get() {
    var mono = Duration.ofNanos(System.nanoTime());
    return new Moment(Instant.now(), mono, uptime == null ? mono : boot(uptime));
  }

  /** {@code 350735.47 234388.90}: seconds since boot, suspend included, then idle seconds. */
  private synchronized Duration boot(RandomAccessFile file) {
    try {
      file.seek(0);
      var text = new String(line, 0, file.read(line), US_ASCII);
      var seconds = text.substring(0, text.indexOf(' '));
      return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
