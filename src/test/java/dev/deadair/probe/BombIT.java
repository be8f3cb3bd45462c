package dev.deadair.probe;

import static dev.deadair.probe.Onlooker.barred;
import static dev.deadair.probe.RawServer.reader;
import static dev.deadair.probe.RawServer.request;
import static dev.deadair.probe.RawServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.deadair.liveness.BlindCause;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.zip.Deflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small answers that inflate to gibibytes. */
final class BombIT {

  private static final int MIB = 1 << 20;

  /** What reading 8 MiB from the wire takes several times over, and a thousandth of the bomb. */
  private static final long ALLOCATED = 128L * MIB;

  @ParameterizedTest
  @CsvSource({
    "10, '\n', a body over 8 MiB",
    "7, '\n', a body over 64 MiB inflated",
    "7, 'node_load1 0.3\n', a body over 8 MiB",
    "7, x, a line over 64 KiB",
  })
  void aBombIsDefusedInBoundedTimeAndMemory(int gibibytes, String filling, String why)
      throws Exception {
    var mebibyte = deflatedMebibyte(filling);
    try (var onlooker = new Onlooker(Duration.ofSeconds(10));
        var server =
            new RawServer(
                socket -> {
                  request(reader(socket));
                  write(socket, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n");
                  write(socket, "Connection: close\r\n\r\n\u001f\u008b\b\0\0\0\0\0\0\u0003");
                  for (var each = 0; each < gibibytes * 1024; each++) {
                    socket.getOutputStream().write(mebibyte);
                  }
                })) {
      onlooker.look(server.url().resolve("/warm-up"));
      var before = allocated();
      var began = System.nanoTime();

      var seen = onlooker.look(server.url());

      assertThat(allocated() - before).isLessThan(ALLOCATED);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      assertThat(barred(seen, BlindCause.BODY_OVER_BOUND).why()).isEqualTo(why);
    }
  }

  /** A piece of a deflate stream that may follow itself. */
  private static byte[] deflatedMebibyte(String filling) {
    var plain = filling.repeat(MIB / filling.length()).getBytes(ISO_8859_1);
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(plain);
    var packed = new ByteArrayOutputStream();
    var buffer = new byte[MIB];
    var length = deflater.deflate(buffer, 0, MIB, Deflater.FULL_FLUSH);
    packed.write(buffer, 0, length);
    deflater.end();
    return packed.toByteArray();
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }
}
