package dev.deadair.tsdb.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file of a block's chunks. After a header of eight bytes each chunk is: length (uvarint),
 * encoding (1), data, CRC-32C of encoding and data; the first two bytes of the data count its
 * samples.
 */
public final class ChunkReader {
  private static final int MAGIC = 0x85BD40DD;
  private static final int VERSION = 1;
  private static final int HEADER = 8;
  private static final int LENGTH_FIELD = 5;
  private static final int SUM = 4;

  private final FileBytes in;
  private int samples;

  public ChunkReader(FileBytes in) {
    this.in = in;
  }

  /** Null, or why the server does not open a block with this file in it. */
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

  /** Whether the chunk at a place is sound; {@link #samples} counts what it holds. */
  public boolean isSound(long place) throws IOException {
    samples = 0;
    if (place < HEADER || place > in.size() - LENGTH_FIELD) {
      return false;
    }
    in.seek(place);
    if (!in.has(LENGTH_FIELD)) {
      return false;
    }
    long length = 0;
    var field = 0;
    int next;
    do {
      next = in.peek(field);
      length |= (next & 0x7fL) << (7 * field++);
    } while (next >= 0x80 && field < LENGTH_FIELD);
    if (next >= 0x80 || length + 1 + SUM > in.left() - field) {
      return false;
    }
    in.skip(field);
    if (length >= 2 && in.has(3)) {
      samples = (in.peek(1) << 8) | in.peek(2);
    }
    in.beginSum();
    return in.sumOver(length + 1) && in.has(SUM) && in.sum() == in.peekInt(0);
  }

  /** How many samples the chunk says it holds that was looked at last, sound or not. */
  public int samples() {
    return samples;
  }

  /** Where the chunk after the first one, or after the one just looked at, begins. */
  public long next() {
    return Math.max(HEADER, in.position() + SUM);
  }
}
