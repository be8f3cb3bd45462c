package dev.deadair.probe;

import dev.deadair.probe.Exposition.Read;
import dev.deadair.probe.Exposition.Unreadable;
import dev.deadair.probe.Exposition.Why;
import dev.deadair.probe.Samples.Sample;
import dev.deadair.probe.Wanted.Metric;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one exposition, fed with chunks as they arrive.
 *
 * <p>Chunks may be cut anywhere, and how they are cut never changes what is read. A line within a
 * chunk is read where it lies; only of a line that is cut the pieces are carried along:
 *
 * <pre>
 *   between two chunks           then, at a newline           at the chunk's end
 *   carried == 0      no line    the line is read in place    what is left is carried
 *   carried &gt; 0       a piece    the pieces are read as one   the rest is carried too
 *   stopped != null   a bound was passed, nothing is looked at any more
 * </pre>
 *
 * A line of a metric that is not {@link Wanted} costs the search for its newline and a look at its
 * name. What arrives never makes it throw. Confined to one thread; keeps no chunk.
 */
final class ExpositionReader {

  /** What a reading takes at most; a line is measured without its newline. */
  record Bounds(int lineBytes, long bodyBytes, int samples) {
    static final Bounds STANDARD = new Bounds(64 << 10, 64 << 20, 100_000);

    Bounds {
      if (lineBytes < 1 || bodyBytes < 1 || samples < 1) {
        throw new IllegalArgumentException("a bound below 1");
      }
    }
  }

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long NEWLINES = ONES * '\n';
  private static final int FIRST_CARRY = 512;

  private final Wanted wanted;
  private final Bounds bounds;
  private final SampleLine line;
  private final Map<String, List<Sample>> kept = new HashMap<>();
  private int keptCount;
  private long bytesLeft;
  private long lines;
  private long malformed;

  /**
   * Until one line has read as a sample all are read in full: see {@link Why#NOT_AN_EXPOSITION}.
   */
  private boolean proven;

  private byte[] carry = {};
  private int carried;
  private @Nullable Why stopped;

  ExpositionReader(Wanted wanted) {
    this(wanted, Bounds.STANDARD);
  }

  ExpositionReader(Wanted wanted, Bounds bounds) {
    this.wanted = wanted;
    this.bounds = bounds;
    this.line = new SampleLine(wanted);
    this.bytesLeft = bounds.bodyBytes();
  }

  /** Takes the next chunk; false once a bound is passed and nothing further will be looked at. */
  boolean accept(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    int end = (int) Math.min(to, from + bytesLeft);
    bytesLeft -= end - from;
    int at = from;
    while (at < end && stopped == null) {
      int newline = newline(bytes, at, end);
      take(bytes, at, newline, newline < end);
      at = newline + 1;
    }
    if (end < to) {
      stop(Why.BODY_TOO_LARGE);
    }
    return stopped == null;
  }

  /**
   * Ends the reading of a body that has arrived whole. A last line without its newline counts, so a
   * body that was cut short must not end here: half a number reads like a number.
   */
  Exposition finish() {
    if (carried > 0 && stopped == null) {
      read(carry, 0, carried);
      carried = 0;
    }
    if (malformed > 0 && !proven) {
      stop(Why.NOT_AN_EXPOSITION);
    }
    return stopped != null
        ? new Unreadable(stopped)
        : new Read(new Samples(wanted, kept), lines, malformed);
  }

  /** Takes a piece of a line, or all of it. */
  private void take(byte[] bytes, int from, int to, boolean ends) {
    if (carried + (to - from) > bounds.lineBytes()) {
      stop(Why.LINE_TOO_LONG);
    } else if (ends && carried == 0) {
      read(bytes, from, to);
    } else {
      carry(bytes, from, to);
      if (ends) {
        read(carry, 0, carried);
        carried = 0;
      }
    }
  }

  private void carry(byte[] bytes, int from, int to) {
    int length = carried + (to - from);
    if (length > carry.length) {
      int roomy = Math.max(Math.max(length, 2 * carry.length), FIRST_CARRY);
      carry = Arrays.copyOf(carry, Math.min(roomy, bounds.lineBytes()));
    }
    System.arraycopy(bytes, from, carry, carried, to - from);
    carried = length;
  }

  private void read(byte[] bytes, int from, int to) {
    lines++;
    switch (line.read(bytes, from, to, !proven)) {
      case EMPTY, UNWANTED -> {}
      case MALFORMED -> malformed++;
      case SAMPLE -> {
        proven = true;
        keep(line.metric());
      }
    }
  }

  private void keep(@Nullable Metric metric) {
    if (metric == null) {
      return;
    }
    if (keptCount == bounds.samples()) {
      stop(Why.TOO_MANY_SAMPLES);
      return;
    }
    keptCount++;
    kept.computeIfAbsent(metric.name(), _ -> new ArrayList<>()).add(line.sample());
  }

  /** The first reason stays. */
  private void stop(Why why) {
    if (stopped == null) {
      stopped = why;
    }
  }

  /**
   * The index of the first newline, or {@code to}: eight bytes at a time. A byte of {@code unlike}
   * is zero where there is a newline, and the lowest zero byte is the lowest to borrow.
   */
  private static int newline(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long unlike = (long) WORD.get(bytes, at) ^ NEWLINES;
      long zeros = (unlike - ONES) & ~unlike & HIGH_BITS;
      if (zeros != 0) {
        return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
