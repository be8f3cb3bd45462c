package dev.deadair.tsdb.format;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A block's tombstones: what was deleted from it. The server reads them whole at the start. */
public final class TombstonesReader {
  private static final int MAGIC = 0x0130BA30;
  private static final int VERSION = 1;
  private static final int VERSION_AT = 4;
  private static final int HEADER = 5;
  private static final int SUM = 4;

  private TombstonesReader() {}

  /** Null, or why the server does not open a block with these ({@code ReadTombstones}). */
  public static @Nullable String refusal(byte[] file) {
    if (file.length < HEADER) {
      return "it ends within its header";
    }
    var bytes = ByteBuffer.wrap(file);
    if (file.length < HEADER + SUM || bytes.getInt(0) != MAGIC) {
      return "invalid magic number %x".formatted(bytes.getInt(0));
    }
    var crc = new CRC32C();
    crc.update(file, HEADER, file.length - HEADER - SUM);
    if ((int) crc.getValue() != bytes.getInt(file.length - SUM)) {
      return "its checksum does not match";
    }
    if (file[VERSION_AT] != VERSION) {
      return "invalid tombstone format " + file[VERSION_AT];
    }
    var fields = new Fields().over(file, HEADER, file.length - SUM);
    while (fields.more()) {
      fields.uvarint();
      fields.varint();
      fields.varint();
    }
    return fields.bad() ? "it ends within an entry" : null;
  }
}
