package dev.deadair.probe;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What reading an exposition costs a core. Not part of the suite; asserts nothing, prints a table:
 *
 * <pre>
 *   mvn test -Dtest=ExpositionReaderMeasurement
 * </pre>
 */
final class ExpositionReaderMeasurement {

  private static final byte[] BODY = Expositions.of("3.5/metrics.txt");
  private static final int ROUNDS = 25;

  @Test
  void print() {
    var all = ReferenceExposition.parse(BODY).all();
    System.out.printf("%n%-44s %9s %9s %12s%n", "3.5/metrics.txt", "CPU µs", "MB/s", "allocated B");
    measure(
        "reader, what a look wants, one chunk", 2_000, () -> read(SelfMetrics.WANTED, BODY.length));
    measure(
        "reader, what a look wants, 8 KiB chunks", 2_000, () -> read(SelfMetrics.WANTED, 8 << 10));
    measure(
        "reader, what a look wants, 1448 byte chunks", 2_000, () -> read(SelfMetrics.WANTED, 1448));
    measure("reader, every metric and label", 500, () -> read(all, BODY.length));
    measure("reference parser, everything", 20, () -> ReferenceExposition.parse(BODY));
  }

  private static Exposition read(Wanted wanted, int chunk) {
    var reader = new ExpositionReader(wanted);
    for (int from = 0; from < BODY.length; from += chunk) {
      reader.accept(BODY, from, Math.min(from + chunk, BODY.length));
    }
    return reader.finish();
  }

  /** The fastest of several rounds: the others show what else the machine had to do. */
  private static void measure(String what, int times, Supplier<Object> reading) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double nanos = Double.MAX_VALUE;
    long bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long start = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < times; i++) {
        if (reading.get() instanceof Exposition.Unreadable) {
          throw new AssertionError(what);
        }
      }
      nanos = Math.min(nanos, (threads.getCurrentThreadCpuTime() - start) / (double) times);
      bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / times;
    }
    System.out.printf(
        Locale.ROOT,
        "%-44s %9.1f %9.0f %12d%n",
        what,
        nanos / 1e3,
        BODY.length * 1e3 / nanos,
        bytes);
  }
}
