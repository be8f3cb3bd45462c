package dev.deadair.tsdb.format;

/**
 * The fields of a piece of memory, one after the other. Reading past the end makes it {@link #bad}
 * and gives zeros from there on, as {@code encoding.Decbuf} does.
 */
final class Fields {
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private boolean bad;

  Fields over(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    this.bad = false;
    return this;
  }

  boolean bad() {
    return bad;
  }

  int left() {
    return end - at;
  }

  boolean more() {
    return at < end && !bad;
  }

  int u8() {
    return at < end && !bad ? bytes[at++] & 0xff : fail();
  }

  long be64() {
    if (end - at < Long.BYTES || bad) {
      return fail();
    }
    at += Long.BYTES;
    return FileBytes.longAt(bytes, at - Long.BYTES);
  }

  /** Unsigned; of more than 64 bits is bad. */
  long uvarint() {
    if (at < end && bytes[at] >= 0 && !bad) {
      return bytes[at++];
    }
    return longUvarint();
  }

  private long longUvarint() {
    long value = 0;
    for (var shift = 0; shift < 64; shift += 7) {
      if (at >= end || bad) {
        return fail();
      }
      var next = bytes[at++];
      if (next >= 0) {
        return shift == 63 && next > 1 ? fail() : value | ((long) next << shift);
      }
      value |= (next & 0x7fL) << shift;
    }
    return fail();
  }

  /** Zig-zag. */
  long varint() {
    var zigzag = uvarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  void skip(long count) {
    if (count < 0 || count > end - at || bad) {
      fail();
    } else {
      at += (int) count;
    }
  }

  /** A length and as many bytes. */
  void skipText() {
    skip(uvarint());
  }

  private int fail() {
    bad = true;
    at = end;
    return 0;
  }
}
