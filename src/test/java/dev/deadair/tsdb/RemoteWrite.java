package dev.deadair.tsdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A request of Prometheus' remote-write protocol 1.0, by which a server takes samples of any time
 * as fast as it can: what it writes to disk is what it writes of scrapes.
 */
final class RemoteWrite {
  private final Message request = new Message();

  /** A plain sample. */
  RemoteWrite sample(Map<String, String> labels, long time, double value) {
    return series(
        labels, series -> series.message(2, each -> each.number(1, value).varint(2, time)));
  }

  /** A sample with an exemplar. */
  RemoteWrite exemplar(Map<String, String> labels, long time, double value) {
    return series(
        labels,
        series ->
            series
                .message(2, each -> each.number(1, value).varint(2, time))
                .message(
                    3,
                    each ->
                        each.message(1, label -> label.text(1, "trace_id").text(2, "t" + time))
                            .number(2, value)
                            .varint(3, time)));
  }

  /** A native histogram of four buckets. */
  RemoteWrite histogram(Map<String, String> labels, long time, long count) {
    return series(
        labels,
        series ->
            series.message(
                4,
                each ->
                    each.varint(1, 4 * count)
                        .number(3, (double) count)
                        .varint(4, 2 * 3) // sint32: schema 3
                        .number(5, 0.001)
                        .varint(6, 0)
                        .message(11, span -> span.varint(1, 0).varint(2, 4))
                        .bytes(12, new byte[] {(byte) Math.min(126, 2 * count), 0, 0, 0})
                        .varint(15, time)));
  }

  /** Snappy, as the protocol wants it. */
  byte[] body() {
    var plain = request.out.toByteArray();
    var compressor = new SnappyJavaCompressor();
    var packed = new byte[compressor.maxCompressedLength(plain.length)];
    var length = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
    return Arrays.copyOf(packed, length);
  }

  private RemoteWrite series(Map<String, String> labels, Consumer<Message> content) {
    request.message(
        1,
        series -> {
          new TreeMap<>(labels)
              .forEach(
                  (name, value) -> series.message(1, each -> each.text(1, name).text(2, value)));
          content.accept(series);
        });
    return this;
  }

  /** A protobuf message under construction. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private void raw(long varint) {
      for (var rest = varint; ; rest >>>= 7) {
        if ((rest & ~0x7f) == 0) {
          out.write((int) rest);
          return;
        }
        out.write((int) (rest & 0x7f) | 0x80);
      }
    }

    Message varint(int field, long value) {
      raw((long) field << 3);
      raw(value);
      return this;
    }

    Message number(int field, double value) {
      raw(((long) field << 3) | 1);
      out.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
      return this;
    }

    Message bytes(int field, byte[] bytes) {
      raw(((long) field << 3) | 2);
      raw(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Message text(int field, String text) {
      return bytes(field, text.getBytes(UTF_8));
    }

    Message message(int field, Consumer<Message> content) {
      var message = new Message();
      content.accept(message);
      return bytes(field, message.out.toByteArray());
    }
  }
}
