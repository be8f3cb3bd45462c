package dev.deadair.tsdb.format;

import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.snappy.SnappyJavaDecompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One record of a write-ahead log, put together and unpacked in memory that is used again. */
public final class WalRecord {
  /**
   * The largest record that is looked into. The largest that a server writes holds the samples of
   * one scrape, at some 12 bytes each: this is more than a million.
   */
  static final int LARGEST = 16 * 1024 * 1024;

  private static final int USUAL = 64 * 1024;

  /** From one try to the next where zstd does not say how long the record is. */
  private static final int GROWTH = 8;

  /** Three bytes of snappy copy 64 at most. */
  private static final int SNAPPY_RATIO = 22;

  private final SnappyJavaDecompressor snappy = new SnappyJavaDecompressor();
  private final ZstdJavaDecompressor zstd = new ZstdJavaDecompressor();

  private byte[] packed = new byte[USUAL];
  private int packedLength;
  private byte[] unpacked = new byte[USUAL];
  private int unpackedLength;
  private boolean isUnpacked;
  private boolean isTooLarge;
  private boolean isLengthSaid;

  void clear() {
    packedLength = 0;
    isUnpacked = false;
    isTooLarge = false;
  }

  void append(byte[] from, int offset, int length) {
    if (isTooLarge || packedLength + length > LARGEST) {
      isTooLarge = true;
      return;
    }
    if (packedLength + length > packed.length) {
      packed = Arrays.copyOf(packed, Math.min(LARGEST, 2 * (packedLength + length)));
    }
    System.arraycopy(from, offset, packed, packedLength, length);
    packedLength += length;
  }

  /** Whether it is too large to be looked into; it seems empty then. */
  public boolean isTooLarge() {
    return isTooLarge;
  }

  /** Holds the record from the first byte on; valid until the next record is read. */
  public byte[] bytes() {
    return isUnpacked ? unpacked : packed;
  }

  public int length() {
    return isTooLarge ? 0 : isUnpacked ? unpackedLength : packedLength;
  }

  /** Null, or why it cannot be unpacked. */
  @Nullable String unpackSnappy() {
    if (packedLength == 0 || isTooLarge) {
      return null;
    }
    try {
      long length = snappy.getUncompressedLength(packed, 0);
      return length > (long) packedLength * SNAPPY_RATIO
          ? "snappy that would grow beyond reason"
          : unpack(snappy, length);
    } catch (RuntimeException malformed) {
      return "no snappy";
    }
  }

  /** Null, or why it cannot be unpacked. */
  @Nullable String unpackZstd() {
    if (packedLength == 0 || isTooLarge) {
      return null;
    }
    var length = zstdLength();
    do {
      try {
        return unpack(zstd, length);
      } catch (RuntimeException tooLongOrMalformed) {
        length *= GROWTH;
      }
    } while (length <= LARGEST && !isLengthSaid);
    return "no zstd";
  }

  /** What the frame says, or what is there to be used: small records do not say their length. */
  private long zstdLength() {
    try {
      var length = zstd.getDecompressedSize(packed, 0, packedLength);
      isLengthSaid = length >= 0;
      return isLengthSaid ? length : unpacked.length;
    } catch (RuntimeException malformed) {
      isLengthSaid = true;
      return 0;
    }
  }

  /** Throws various unchecked exceptions where the input is malformed. */
  private @Nullable String unpack(Decompressor decompressor, long length) {
    if (length > LARGEST) {
      isTooLarge = true;
      return null;
    }
    if (length > unpacked.length) {
      unpacked = new byte[0]; // not both at once
      unpacked = new byte[(int) Math.min(LARGEST, 2 * length)];
    }
    unpackedLength = decompressor.decompress(packed, 0, packedLength, unpacked, 0, unpacked.length);
    isUnpacked = true;
    return null;
  }
}
