package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.deadair.probe.Exposition.Read;
import dev.deadair.probe.Exposition.Unreadable;
import dev.deadair.probe.Exposition.Why;
import dev.deadair.probe.ExpositionReader.Bounds;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader against a slow, obvious parser: recorded bodies, cut anywhere, damaged anyhow. */
@Timeout(120)
final class ExpositionReaderAgreementTest {

  /** Every oddity of the format in one body, small enough to be cut at every byte. */
  private static final byte[] ODDITIES =
      """
      # HELP up With a \\\\ and a \\n.
      # TYPE up gauge

      up 1
      \t up{ job = "a" ,\tinstance="b",} \t 0x
      up{}1 1700000000000\r
      up{job="quote \\" backslash \\\\ newline \\n other \\t } # end"} -1.5e-3
      up{job="Zürich 東京 🛰"} +Inf
      up{job="a}b,c=d"} -Inf # {trace_id="x"} 1 2
      up{"quoted.label"="v",job="w"} NaN 1700000000.123 # {} 3
      {"my.metric",a="b"} 7
      {"my.metric"} .5
      { "my \\"quoted\\" metric" , "a.b" = "c" } 5.
      {"up",job="braced"} 2
      up{job="one",job="two"} 3
      up_created 1.7e9
      <html><body>404</body></html>
      up one
      up{job="open} 1
      up{job="a" instance="b"} 1
      # EOF
      up 4\
      """
          .getBytes(UTF_8);

  /** Bytes that mean something somewhere. */
  private static final String TELLING = "{}\",=#\\ \t\r\n+-.eEnNiI0_:a\0\u00ff";

  static List<Named<byte[]>> expositions() {
    return Expositions.all();
  }

  @Test
  void fixturesAreAllThere() {
    assertThat(expositions()).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("expositions")
  void readsWhatAnInstanceTellsAboutItself(byte[] body) {
    var reference = ReferenceExposition.parse(body);

    assertThat(whole(body, SelfMetrics.WANTED)).isEqualTo(read(reference, SelfMetrics.WANTED));
  }

  @ParameterizedTest
  @MethodSource("expositions")
  void readsEveryMetricAndEveryLabel(byte[] body) {
    var reference = ReferenceExposition.parse(body);
    var all = reference.all();

    assertThat(reference.malformed()).isZero();
    assertThat(whole(body, all)).isEqualTo(read(reference, all));
  }

  @ParameterizedTest
  @MethodSource("expositions")
  void chunksOfAnySizeReadTheSame(byte[] body) {
    var all = ReferenceExposition.parse(body).all();
    var whole = whole(body, all);

    for (int size = 1; size <= 64; size++) {
      assertThat(inChunksOf(size, body, all)).as("chunks of %d", size).isEqualTo(whole);
    }
    for (int seed = 0; seed < 16; seed++) {
      var split = split(body, all, Bounds.STANDARD, new Random(seed));
      assertThat(split).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void odditiesReadTheSameCutAnywhere() {
    var reference = ReferenceExposition.parse(ODDITIES);
    var all = reference.all();
    var whole = whole(ODDITIES, all);

    assertThat(whole).isEqualTo(read(reference, all));
    assertThat(reference.series()).hasSize(13);
    assertThat(reference.malformed()).isEqualTo(5);
    for (int size = 1; size <= ODDITIES.length; size++) {
      assertThat(inChunksOf(size, ODDITIES, all)).as("chunks of %d", size).isEqualTo(whole);
    }
    for (int cut = 0; cut <= ODDITIES.length; cut++) {
      var reader = new ExpositionReader(all);
      reader.accept(ODDITIES, 0, cut);
      reader.accept(ODDITIES, cut, ODDITIES.length);
      assertThat(reader.finish()).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedOdditiesReadAsTheReferenceReadsThem(long seed) {
    var all = ReferenceExposition.parse(ODDITIES).all();
    var random = new Random(seed);

    for (int round = 0; round < 2_500; round++) {
      agreeOn(damaged(ODDITIES, random), all, random, "seed %d, round %d".formatted(seed, round));
    }
  }

  @ParameterizedTest
  @MethodSource("expositions")
  void damagedFixturesReadAsTheReferenceReadsThem(byte[] body) {
    var all = ReferenceExposition.parse(body).all();
    for (int seed = 0; seed < 3; seed++) {
      var random = new Random(seed);
      agreeOn(damaged(body, random), all, random, "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void boundsHoldWhateverArrivesAndHoweverItIsCut(long seed) {
    var all = ReferenceExposition.parse(ODDITIES).all();
    var random = new Random(seed);

    for (int round = 0; round < 5_000; round++) {
      var body = damaged(ODDITIES, random);
      var bounds =
          new Bounds(
              1 + random.nextInt(120),
              1 + random.nextInt(2 * ODDITIES.length),
              1 + random.nextInt(20));
      var where = "seed %d, round %d, %s".formatted(seed, round, bounds);

      var whole = whole(body, all, bounds);

      assertThat(split(body, all, bounds, random)).as(where).isEqualTo(whole);
      if (whole instanceof Read(var samples, var _, var _)) {
        assertThat((long) body.length).as(where).isLessThanOrEqualTo(bounds.bodyBytes());
        assertThat(longestLine(body)).as(where).isLessThanOrEqualTo(bounds.lineBytes());
        assertThat(count(samples)).as(where).isLessThanOrEqualTo(bounds.samples());
      }
    }
  }

  private static void agreeOn(byte[] body, Wanted wanted, Random random, String where) {
    var reference = ReferenceExposition.parse(body);

    var exposition = split(body, wanted, Bounds.STANDARD, random);

    if (reference.series().isEmpty() && reference.malformed() > 0) {
      assertThat(exposition).as(where).isEqualTo(new Unreadable(Why.NOT_AN_EXPOSITION));
      return;
    }
    var expected = read(reference, wanted);
    assertThat(exposition)
        .as(where)
        .asInstanceOf(type(Read.class))
        .returns(expected.samples(), Read::samples)
        .returns(expected.lines(), Read::lines)
        .satisfies(read -> assertThat(read.malformed()).isBetween(0L, expected.malformed()));
  }

  private static Read read(ReferenceExposition reference, Wanted wanted) {
    var samples = new Samples(wanted, reference.keeping(wanted));
    return new Read(samples, reference.lines(), reference.malformed());
  }

  private static Exposition whole(byte[] body, Wanted wanted) {
    return whole(body, wanted, Bounds.STANDARD);
  }

  private static Exposition whole(byte[] body, Wanted wanted, Bounds bounds) {
    var reader = new ExpositionReader(wanted, bounds);
    reader.accept(body, 0, body.length);
    return reader.finish();
  }

  private static Exposition inChunksOf(int size, byte[] body, Wanted wanted) {
    var reader = new ExpositionReader(wanted);
    for (int from = 0; from < body.length; from += size) {
      reader.accept(body, from, Math.min(from + size, body.length));
    }
    return reader.finish();
  }

  /** Reads the body in chunks of random sizes, each from a buffer that is overwritten after it. */
  private static Exposition split(byte[] body, Wanted wanted, Bounds bounds, Random random) {
    var reader = new ExpositionReader(wanted, bounds);
    int largest = 1 << random.nextInt(16);
    for (int from = 0, to; from < body.length; from = to) {
      to = Math.min(body.length, from + random.nextInt(largest + 1));
      var chunk = Arrays.copyOfRange(body, from, to);
      reader.accept(chunk, 0, chunk.length);
      Arrays.fill(chunk, (byte) '?');
    }
    return reader.finish();
  }

  /** The body with up to eight bytes or stretches of it flipped, replaced, removed or repeated. */
  private static byte[] damaged(byte[] body, Random random) {
    var damaged = body;
    for (int times = 1 + random.nextInt(8); times > 0; times--) {
      int at = random.nextInt(damaged.length);
      int to = Math.min(damaged.length, at + 1 + random.nextInt(1 << random.nextInt(8)));
      byte other = (byte) TELLING.charAt(random.nextInt(TELLING.length()));
      damaged =
          switch (random.nextInt(5)) {
            case 0 ->
                joined(
                    damaged,
                    at,
                    new byte[] {(byte) (damaged[at] ^ 1 << random.nextInt(8))},
                    at + 1);
            case 1 -> joined(damaged, at, new byte[] {other}, at + 1);
            case 2 -> joined(damaged, at, new byte[] {other}, at);
            case 3 -> joined(damaged, at, Arrays.copyOfRange(damaged, at, to), at);
            default -> to - at < damaged.length ? joined(damaged, at, new byte[0], to) : damaged;
          };
    }
    return damaged;
  }

  private static byte[] joined(byte[] body, int to, byte[] middle, int from) {
    var joined = new ByteArrayOutputStream();
    joined.write(body, 0, to);
    joined.writeBytes(middle);
    joined.write(body, from, body.length - from);
    return joined.toByteArray();
  }

  private static int longestLine(byte[] body) {
    var lines = new String(body, ISO_8859_1).split("\n", -1);
    return Stream.of(lines).mapToInt(String::length).max().orElseThrow();
  }

  private static int count(Samples samples) {
    return samples.byMetric().values().stream().mapToInt(List::size).sum();
  }
}
