package dev.deadair.tsdb.format;

import java.io.IOException;

/** A piece of an index with its length before it and its checksum behind it, read as it passes. */
final class IndexSection {
  private static final int LENGTH = 4;
  private static final int SUM = 4;

  private final FileBytes in;
  private final long end;
  private long left;
  private boolean bad;

  private IndexSection(FileBytes in, long start, long length) {
    this.in = in;
    this.left = length;
    this.end = start + LENGTH + length + SUM;
    this.bad = length < 0 || end > in.size();
    in.beginSum();
  }

  /** The piece that begins at a place; a bad one if it does not fit into the file. */
  static IndexSection open(FileBytes in, long start) throws IOException {
    if (start < 0 || start > in.size() - LENGTH) {
      return new IndexSection(in, start, -1);
    }
    in.seek(start);
    if (!in.has(LENGTH)) {
      return new IndexSection(in, start, -1);
    }
    var length = Integer.toUnsignedLong(in.peekInt(0));
    in.skip(LENGTH);
    return new IndexSection(in, start, length);
  }

  /** Where the file goes on after the checksum. */
  long end() {
    return end;
  }

  long left() {
    return left;
  }

  boolean bad() {
    return bad;
  }

  void fail() {
    bad = true;
  }

  private int u8() throws IOException {
    if (bad || left == 0 || !in.has(1)) {
      bad = true;
      return 0;
    }
    left--;
    var value = in.peek(0);
    in.skip(1);
    return value;
  }

  long be32() throws IOException {
    return ((long) u8() << 24) | (u8() << 16) | (u8() << 8) | u8();
  }

  long uvarint() throws IOException {
    long value = 0;
    for (var shift = 0; shift < 64 && !bad; shift += 7) {
      var next = u8();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    bad = true;
    return 0;
  }

  void skipText() throws IOException {
    var length = uvarint();
    if (bad || length < 0 || length > left || !in.sumOver(length)) {
      bad = true;
    } else {
      left -= length;
    }
  }

  /** Passes the rest; whether all that was read was sound, and the checksum is right. */
  boolean close() throws IOException {
    if (bad || !in.sumOver(left)) {
      return false;
    }
    var sum = in.sum();
    return in.has(SUM) && sum == in.peekInt(0);
  }
}
