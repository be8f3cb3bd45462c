package dev.deadair.tsdb.format;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;

/**
 * A file read from start to end through one buffer, with a checksum over any stretch of it.
 *
 * <p>It ends where it ended when it was opened, or earlier if it has been cut short since. Not for
 * more than one thread.
 */
public final class FileBytes implements AutoCloseable {
  /** More than any piece that must be in the buffer at once: a page of the WAL is 32 KiB. */
  public static final int BUFFER = 256 * 1024;

  private static final int AFTER_LEAP = 4 * 1024;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, BIG_ENDIAN);

  private final FileChannel channel;
  private final LongConsumer progress;
  private final byte[] buffer;
  private final ByteBuffer target;
  private final CRC32C crc = new CRC32C();

  private long size;

  /** Where in the file the buffer's first byte is from. */
  private long base;

  private int at;
  private int end;
  private int summed;

  /**
   * How much to read beyond what is asked for: little after a leap, more if it goes on from there.
   */
  private int ahead = AFTER_LEAP;

  private FileBytes(FileChannel channel, byte[] buffer, LongConsumer progress) throws IOException {
    this.channel = channel;
    this.buffer = buffer;
    this.target = ByteBuffer.wrap(buffer);
    this.progress = progress;
    this.size = channel.size();
  }

  /**
   * Opens a file.
   *
   * @param buffer to use, at least a WAL page and a half; whatever it holds is lost
   * @param progress is told of bytes as they are read
   */
  public static FileBytes open(Path file, byte[] buffer, LongConsumer progress) throws IOException {
    var channel = FileChannel.open(file);
    try {
      return new FileBytes(channel, buffer, progress);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  public long size() {
    return size;
  }

  public long position() {
    return base + at;
  }

  public long left() {
    return size - position();
  }

  /** Whether so many bytes are left; they are in the buffer then. */
  public boolean has(int count) throws IOException {
    return end - at >= count || fill(count);
  }

  /** Where the bytes that {@link #has} answered for are, from {@link #offset} on. */
  public byte[] array() {
    return buffer;
  }

  public int offset() {
    return at;
  }

  public int peek(int ahead) {
    return buffer[at + ahead] & 0xff;
  }

  public int peekInt(int ahead) {
    return (int) INT.get(buffer, at + ahead);
  }

  public long peekLong(int ahead) {
    return (long) LONG.get(buffer, at + ahead);
  }

  static long longAt(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /** Passes over bytes, reading them only if they are being summed or in the buffer anyway. */
  public void skip(long count) throws IOException {
    if (count <= end - at) {
      at += (int) count;
    } else {
      seek(position() + count);
    }
  }

  /**
   * Goes to a place without reading what lies between; a sum that was begun ends here. Nothing is
   * left at a place outside the file.
   */
  public void seek(long place) throws IOException {
    if (place >= base && place <= base + end) {
      at = (int) (place - base);
    } else {
      base = place < 0 ? size : Math.min(place, size);
      at = 0;
      end = 0;
      ahead = AFTER_LEAP;
    }
    summed = at;
  }

  /** Begins a checksum (CRC-32C, as all of Prometheus' are) with the next byte. */
  public void beginSum() {
    crc.reset();
    summed = at;
  }

  /** The checksum of all bytes passed since {@link #beginSum}. */
  public int sum() {
    flushSum();
    return (int) crc.getValue();
  }

  /** Passes over bytes and sums them; false if the file ends before. */
  public boolean sumOver(long count) throws IOException {
    for (var todo = count; todo > 0; ) {
      if (!has(1)) {
        return false;
      }
      var step = (int) Math.min(todo, end - at);
      at += step;
      todo -= step;
    }
    return true;
  }

  private void flushSum() {
    crc.update(buffer, summed, at - summed);
    summed = at;
  }

  private boolean fill(int count) throws IOException {
    flushSum();
    System.arraycopy(buffer, at, buffer, 0, end - at);
    base += at;
    end -= at;
    at = 0;
    summed = 0;
    while (end < count && base + end < size) {
      var wanted = Math.min(buffer.length - end, Math.max(count - end, ahead));
      var room = (int) Math.min(wanted, size - base - end);
      var read = channel.read(target.limit(end + room).position(end), base + end);
      if (read < 0) {
        size = base + end;
      } else {
        end += read;
        progress.accept(read);
      }
    }
    ahead = Math.min(ahead * 8, buffer.length);
    return end >= count;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
