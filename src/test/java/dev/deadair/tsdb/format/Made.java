package dev.deadair.tsdb.format;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/**
 * Files of a data directory, made by hand and small; a mutation may change any piece before its
 * checksum is taken, so that what it does is not hidden behind a wrong checksum.
 */
final class Made {
  private final Random random;
  private final UnaryOperator<byte[]> mutation;

  Made(Random random, UnaryOperator<byte[]> mutation) {
    this.random = random;
    this.mutation = mutation;
  }

  /** A segment of a few records of all types, plain, snappy and zstd. */
  byte[] segment() {
    var out = new ByteArrayOutputStream();
    for (var type = 1; type <= 10; type++) {
      var content = mutation.apply(record(type));
      switch (random.nextInt(3)) {
        case 0 -> fragment(out, 1, content);
        case 1 -> fragment(out, 1 | 8, packed(new SnappyJavaCompressor(), content));
        default -> fragment(out, 1 | 16, packed(new ZstdJavaCompressor(), content));
      }
    }
    var parts = mutation.apply(record(2));
    var half = parts.length / 2;
    fragment(out, 2, Arrays.copyOf(parts, half));
    fragment(out, 4, Arrays.copyOfRange(parts, half, parts.length));
    return out.toByteArray();
  }

  private static byte[] packed(Compressor compressor, byte[] plain) {
    var packed = new byte[compressor.maxCompressedLength(plain.length)];
    return Arrays.copyOf(
        packed, compressor.compress(plain, 0, plain.length, packed, 0, packed.length));
  }

  private void fragment(ByteArrayOutputStream out, int header, byte[] content) {
    var bytes = mutation.apply(content);
    out.write(header);
    out.write(bytes.length >> 8);
    out.write(bytes.length);
    out.writeBytes(sum(bytes));
    out.writeBytes(bytes);
  }

  private byte[] record(int type) {
    var out = new ByteArrayOutputStream();
    out.write(type);
    var count = random.nextInt(4);
    if (type == 2 || type == 4 || type >= 7) {
      out.writeBytes(new byte[16]);
    }
    for (var i = 0; i < count; i++) {
      switch (type) {
        case 1 -> out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 'a', 1, 'b'});
        case 2 -> out.writeBytes(new byte[] {2, 4, 0, 0, 0, 0, 0, 0, 0, 0});
        case 3 -> out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 2, 4});
        case 4 -> out.writeBytes(new byte[] {2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 'a', 1, 'b'});
        case 5 -> out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9});
        case 6 -> out.writeBytes(new byte[] {1, 1, 1, 4, 'U', 'N', 'I', 'T', 1, 's'});
        default -> out.writeBytes(histogram(type == 8 || type == 10));
      }
    }
    return out.toByteArray();
  }

  private static byte[] histogram(boolean isFloat) {
    var out = new ByteArrayOutputStream();
    var number = isFloat ? 8 : 1;
    out.writeBytes(new byte[] {2, 4, 0, 6});
    out.writeBytes(new byte[8 + 2 * number + 8]);
    out.writeBytes(new byte[] {1, 0, 2, 0, 2});
    out.writeBytes(new byte[2 * number]);
    out.write(0);
    return out.toByteArray();
  }

  /** A file of chunks_head with a few chunks, and zeros behind them. */
  byte[] headChunks() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x01, 0x30, (byte) 0xBC, (byte) 0x91, 1, 0, 0, 0});
    for (var i = 1 + random.nextInt(3); i > 0; i--) {
      var chunk = ByteBuffer.allocate(32).putLong(i).putLong(1000).putLong(2000);
      chunk.put((byte) 1).put((byte) 6).putShort((short) 120);
      summed(out, chunk.array());
    }
    out.writeBytes(new byte[random.nextInt(64)]);
    return mutation.apply(out.toByteArray());
  }

  /** A file of a block's chunks. */
  byte[] blockChunks() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x85, (byte) 0xBD, 0x40, (byte) 0xDD, 1, 0, 0, 0});
    for (var i = 1 + random.nextInt(3); i > 0; i--) {
      out.write(6);
      summed(out, new byte[] {1, 0, 120, 1, 2, 3, 4});
    }
    return mutation.apply(out.toByteArray());
  }

  /** An index with each of its sections. */
  byte[] index() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xBA, (byte) 0xAA, (byte) 0xD7, 0, 2});
    var contents = ByteBuffer.allocate(48);
    contents.putLong(out.size());
    section(out, new byte[] {0, 0, 0, 2, 1, 'a', 1, 'b'});
    out.writeBytes(new byte[-out.size() & 15]);
    contents.putLong(out.size());
    var series = mutation.apply(new byte[] {1, 0, 1, 2, 20, 10, 8, 1, 10, 30});
    out.write(series.length);
    summed(out, series);
    contents.putLong(out.size());
    contents.putLong(out.size());
    out.writeBytes(new byte[-out.size() & 3]);
    contents.putLong(out.size());
    section(out, new byte[] {0, 0, 0, 1, 0, 0, 0, 2});
    out.writeBytes(new byte[-out.size() & 3]);
    contents.putLong(out.size());
    section(out, new byte[] {0, 0, 0, 1, 2, 1, 'a', 1, 'b', 4});
    summed(out, contents.array());
    return mutation.apply(out.toByteArray());
  }

  byte[] tombstones() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x01, 0x30, (byte) 0xBA, 0x30, 1});
    summed(out, new byte[] {1, 20, 40, 2, 20, 40});
    return mutation.apply(out.toByteArray());
  }

  private void section(ByteArrayOutputStream out, byte[] content) {
    var bytes = mutation.apply(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
    out.writeBytes(sum(bytes));
  }

  private void summed(ByteArrayOutputStream out, byte[] content) {
    var bytes = mutation.apply(content);
    out.writeBytes(bytes);
    out.writeBytes(sum(bytes));
  }

  private static byte[] sum(byte[] bytes) {
    var crc = new CRC32C();
    crc.update(bytes);
    return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
  }
}
