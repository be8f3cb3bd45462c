package dev.deadair.tsdb.format;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The bytes of one or more segments in a row, each filled with zeros to the end of its last page:
 * what {@code wlog.segmentBufReader} gives the server. Not for more than one thread.
 */
public final class WalBytes implements AutoCloseable {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);

  private final List<Path> segments;
  private final LongConsumer progress;
  private final byte[] buffer;
  private final ByteBuffer target;

  /** Where in the whole each segment begins that was opened so far. */
  private final long[] starts;

  private int opened;
  private FileChannel channel;
  private long total;
  private int at;
  private int end;

  /**
   * Opens the first of some segments.
   *
   * @param segments at least one, in order
   * @param buffer to use, as {@link FileBytes} takes one
   * @param progress is told of bytes as they are read
   */
  public WalBytes(List<Path> segments, byte[] buffer, LongConsumer progress) throws IOException {
    this.segments = segments;
    this.buffer = buffer;
    this.target = ByteBuffer.wrap(buffer);
    this.progress = progress;
    this.starts = new long[segments.size()];
    this.channel = FileChannel.open(segments.getFirst());
    this.opened = 1;
  }

  /** Which of the segments the next byte is in, counted from 0. */
  public int segment() {
    var segment = opened - 1;
    while (starts[segment] > total) {
      segment--;
    }
    return segment;
  }

  /** Where in that segment the next byte is. */
  public long offset(int segment) {
    return total - starts[segment];
  }

  /** How many bytes were passed since the beginning. */
  public long total() {
    return total;
  }

  /** Whether so many bytes are left; they are in the buffer then. */
  boolean has(int count) throws IOException {
    return end - at >= count || fill(count);
  }

  byte[] array() {
    return buffer;
  }

  int offset() {
    return at;
  }

  int peek(int ahead) {
    return buffer[at + ahead] & 0xff;
  }

  int peekInt(int ahead) {
    return (int) INT.get(buffer, at + ahead);
  }

  /** Passes over bytes that {@link #has} answered for. */
  void pass(int count) {
    at += count;
    total += count;
  }

  /** Passes over the rest of the page, if any of it is passed. */
  void passPage() throws IOException {
    var rest = (int) (-total & (WalReader.PAGE - 1));
    pass(has(rest) ? rest : end - at);
  }

  /** Whether so many bytes are all of the page that the next one is in. */
  boolean isWithinPage(int count) {
    return (total & (WalReader.PAGE - 1)) + count <= WalReader.PAGE;
  }

  private boolean fill(int count) throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    while (end < count) {
      var read = channel.read(target.limit(buffer.length).position(end));
      if (read > 0) {
        end += read;
        progress.accept(read);
      } else if (!pad() && !openNext()) {
        return false;
      }
    }
    return true;
  }

  /** Ends a segment's last page; false if it is full. */
  private boolean pad() {
    var missing = (int) (-(total + end) & (WalReader.PAGE - 1));
    for (var i = 0; i < missing; i++) {
      buffer[end++] = 0;
    }
    return missing > 0;
  }

  private boolean openNext() throws IOException {
    if (opened == segments.size()) {
      return false;
    }
    channel.close();
    channel = FileChannel.open(segments.get(opened));
    starts[opened++] = total + end;
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
