package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Failure.Kind;
import dev.deadair.probe.Outcome.Failed;
import dev.deadair.probe.Outcome.Scraped;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyTest {

  private static final byte[] REPORT = Expositions.of("3.5/metrics.txt");

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP"})
  void gzipIsReadEvenWhereNobodyAskedForIt(String coding) throws IOException {
    assertThat(appended(read(headers(coding), gzip(REPORT)))).isEqualTo(949);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity"})
  void plainTextMaySayThatItIsPlain(String coding) {
    assertThat(appended(read(headers(coding), REPORT))).isEqualTo(949);
  }

  @Test
  void gzipInSeveralMembersIsReadToItsEnd() throws IOException {
    var two = new ByteArrayOutputStream();
    two.writeBytes(gzip(Arrays.copyOf(REPORT, 1000)));
    two.writeBytes(gzip(Arrays.copyOfRange(REPORT, 1000, REPORT.length)));

    assertThat(appended(read(headers("gzip"), two.toByteArray()))).isEqualTo(949);
  }

  @Test
  void gzipThatEndsEarlyIsAShortBody() throws IOException {
    var packed = gzip(REPORT);

    assertFailed(read(headers("gzip"), Arrays.copyOf(packed, packed.length / 2)), Kind.SHORT_BODY);
    assertFailed(read(headers("gzip"), Arrays.copyOf(packed, packed.length - 4)), Kind.SHORT_BODY);
    assertFailed(read(headers("gzip"), new byte[0]), Kind.SHORT_BODY);
  }

  @Test
  void gzipThatIsDamagedIsUnreadable() throws IOException {
    var packed = gzip(REPORT);
    packed[packed.length / 2] ^= 0x55;

    assertFailed(read(headers("gzip"), packed), Kind.UNREADABLE);
    assertFailed(read(headers("gzip"), REPORT), Kind.UNREADABLE);
  }

  @Test
  void anotherEncodingIsUnreadable() {
    assertFailed(read(headers("zstd"), REPORT), Kind.UNREADABLE);
  }

  @Test
  void aDateThatDoesNotReadIsNone() {
    var headers = headers("identity").set("Date", "yesterday");

    assertThat(((Scraped) read(headers, REPORT)).scrape().date()).isEmpty();
  }

  /** Takes {@code bytes} in pieces, as the wire would bring them. */
  private static Outcome read(MultiMap headers, byte[] bytes) {
    var body = Body.under(headers);
    for (var from = 0; from < bytes.length; from += 1000) {
      if (!body.accept(Arrays.copyOfRange(bytes, from, Math.min(from + 1000, bytes.length)))) {
        return body.outcome();
      }
    }
    while (!body.unpack()) {}
    return body.outcome();
  }

  private static MultiMap headers(String coding) {
    return HttpHeaders.headers().set("Content-Encoding", coding);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  private static double appended(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Scraped.class);
    return ((Scraped) outcome).scrape().appended();
  }

  private static void assertFailed(Outcome outcome, Kind kind) {
    assertThat(outcome)
        .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.kind()).isEqualTo(kind));
  }
}
