package dev.deadair.tsdb.format;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of chunks_head: chunks that the head has put on disk while it still serves them, as {@code
 * ChunkDiskMapper} reads them at the start (2.42 to 3.5 read alike).
 *
 * <p>After a header of eight bytes each chunk is: series (8 bytes), first and last time (8 each),
 * encoding (1), length (uvarint), data, CRC-32C of all that. Zeros end the file early, because it
 * is given its space before it is written.
 */
public final class HeadChunkReader {
  public static final int HEADER = 8;

  private static final int MAGIC = 0x0130BC91;
  private static final int VERSION = 1;
  private static final int LENGTH_FIELD = 5;
  private static final int FIXED = 3 * Long.BYTES + 1;
  private static final int SUM = 4;
  private static final int SMALLEST = FIXED + LENGTH_FIELD + SUM;
  private static final int OUT_OF_ORDER = 0x80;

  private final FileBytes in;

  public HeadChunkReader(FileBytes in) {
    this.in = in;
  }

  /**
   * Null, or why the server refuses to start with this file in place. Whether it drops the file
   * instead, as it does with a last one that was never written to, is {@link #isUnwritten}.
   */
  public @Nullable String refusal() throws IOException {
    if (in.size() == 0) {
      return "it is empty, and cannot be mapped";
    }
    if (!in.has(HEADER)) {
      return "it ends within its header";
    }
    if (in.peekInt(0) != MAGIC) {
      return "invalid magic number %x".formatted(in.peekInt(0));
    }
    return in.peek(4) == VERSION ? null : "invalid chunk format version " + in.peek(4);
  }

  /** Whether the server, finding it the last file, removes it and goes on. */
  public boolean isUnwritten() throws IOException {
    return !in.has(Integer.BYTES) || in.peekInt(0) == 0;
  }

  /**
   * Tells of every chunk from the beginning to the first fault.
   *
   * @return null at the file's proper end, else what is wrong with the rest
   */
  public @Nullable String read(Consumer<HeadChunk> chunks) throws IOException {
    in.seek(HEADER);
    while (in.left() > 0) {
      var left = in.left();
      if (!in.has(SMALLEST)) {
        return restIsZero() ? null : "%d bytes at its end are no chunk".formatted(left);
      }
      if (in.peekLong(0) == 0 && in.peekLong(8) == 0 && in.peekLong(16) == 0) {
        return null;
      }
      var chunk = header();
      if (!passChunk(left)) {
        return "a chunk at %d goes beyond its end".formatted(chunk.offset());
      }
      var sum = in.sum();
      if (sum != in.peekInt(0)) {
        return "the checksum of a chunk at %d differs".formatted(chunk.offset());
      }
      in.skip(SUM);
      chunks.accept(chunk);
    }
    return null;
  }

  /** The chunk that begins here; nothing is passed over. */
  private HeadChunk header() {
    var encoding = in.peek(3 * Long.BYTES);
    var data = FIXED + lengthField();
    return new HeadChunk(
        in.position(),
        in.peekLong(0),
        in.peekLong(8),
        in.peekLong(16),
        (in.peek(data) << 8) | in.peek(data + 1),
        (encoding & OUT_OF_ORDER) != 0,
        isKnown(encoding & ~OUT_OF_ORDER));
  }

  /** {@code chunkenc.IsValidEncoding}: XOR, histogram, float histogram. */
  private static boolean isKnown(int encoding) {
    return encoding >= 1 && encoding <= 3;
  }

  /** Passes to the chunk's checksum and sums what is before it; false if it is not all there. */
  private boolean passChunk(long left) throws IOException {
    long data = 0;
    for (var i = 0; i < lengthField(); i++) {
      data |= (in.peek(FIXED + i) & 0x7fL) << (7 * i);
    }
    var length = FIXED + lengthField() + data;
    in.beginSum();
    return length + SUM <= left && in.sumOver(length) && in.has(SUM);
  }

  /** How many bytes the length takes: none if more than its field holds, as Go's varint has it. */
  private int lengthField() {
    for (var i = 0; i < LENGTH_FIELD; i++) {
      if (in.peek(FIXED + i) < 0x80) {
        return i + 1;
      }
    }
    return 0;
  }

  private boolean restIsZero() throws IOException {
    while (in.has(1)) {
      if (in.peek(0) != 0) {
        return false;
      }
      in.skip(1);
    }
    return true;
  }
}
