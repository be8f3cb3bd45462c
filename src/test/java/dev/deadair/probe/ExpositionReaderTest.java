package dev.deadair.probe;

import static dev.deadair.probe.Wanted.metric;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.deadair.probe.Exposition.Read;
import dev.deadair.probe.Exposition.Unreadable;
import dev.deadair.probe.Exposition.Why;
import dev.deadair.probe.ExpositionReader.Bounds;
import dev.deadair.probe.Samples.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExpositionReaderTest {

  private static final Wanted WANTED =
      Wanted.of(metric("up", "job"), metric("my.metric", "a.b"), metric("limit"));

  @Test
  void keepsOnlyTheLabelsThatAreWanted() {
    var samples = samples("up{instance=\"i\",job=\"j\",zone=\"z\"} 1\n");

    assertThat(samples.of("up")).containsExactly(new Sample(Map.of("job", "j"), 1));
  }

  @Test
  void passesOverMetricsThatAreNotWantedEvenWhereOneNameStartsLikeAnother() {
    var samples = samples("ups 1\nu 2\nup_total 3\nup 4\nnode_up 5\nUp 6\n");

    assertThat(samples.sum("up")).hasValue(4);
  }

  @Test
  void skipsCommentsAndBlankLinesAndCountsThemAsLines() {
    var read = read("# HELP up\n# TYPE up gauge\n\n \t\n#up 3\nup 1\n# EOF\n");

    assertThat(read.lines()).isEqualTo(7);
    assertThat(read.malformed()).isZero();
    assertThat(read.samples().of("up")).hasSize(1);
  }

  @Test
  void linesMayEndInCrlfOrNotAtAll() {
    assertThat(samples("up 1\r\nup{job=\"j\"} 2\r\n\r\nup 3").sum("up")).hasValue(6);
  }

  @Test
  void blanksMayStandAnywhereBetweenTokens() {
    var samples = samples(" \tup\t{ job\t=  \"j\" ,\tx = \"y\" , } \t 1 \t 2 \n");

    assertThat(samples.by("up", "job")).isEqualTo(Map.of("j", 1.0));
  }

  @Test
  void undoesTheThreeEscapesAndLeavesOthersAlone() {
    var samples = samples("up{job=\"a\\\\b\\\"c\\nd\\te\\\\n\"} 1\n");

    assertThat(samples.by("up", "job")).containsOnlyKeys("a\\b\"c\nd\\te\\n");
  }

  @Test
  void bracesQuotesAndHashesInALabelValueAreText() {
    var samples = samples("up{job=\"} 7 # {\\\"\",x=\"\\\\\"} 1\n");

    assertThat(samples.by("up", "job")).isEqualTo(Map.of("} 7 # {\"", 1.0));
  }

  @Test
  void namesMayBeQuotedInsideTheBraces() {
    var samples =
        samples(
            """
            {"my.metric"} 1
            {"my.metric","a.b"="c",d="e"} 2
            { "my.metric" , } 3
            {"up",job="j"} 4
            {"other.metric","a.b"="c"} 5
            """);

    assertThat(samples.of("my.metric"))
        .containsExactly(
            new Sample(Map.of(), 1), new Sample(Map.of("a.b", "c"), 2), new Sample(Map.of(), 3));
    assertThat(samples.by("up", "job")).isEqualTo(Map.of("j", 4.0));
  }

  @Test
  void bytesThatAreNotUtf8BecomeReplacementCharacters() {
    var body = "up{job=\"?\"} 1\n".getBytes(UTF_8);
    body[8] = (byte) 0xff;

    assertThat(samples(body).by("up", "job")).containsOnlyKeys("\ufffd");
  }

  @Test
  void timestampsAndExemplarsAreReadAndLeft() {
    var samples =
        samples(
            """
            up 1 1700000000000
            up 2 -1
            up 3 1700000000.123 # {trace_id="a b"} 0.5 1700000000.1
            up 4 # {} 1
            """);

    assertThat(samples.of("up")).extracting(Sample::value).containsExactly(1.0, 2.0, 3.0, 4.0);
  }

  @Test
  void openMetricsTextReadsToo() {
    var samples =
        samples(
            """
            # TYPE limit gauge
            # UNIT limit seconds
            limit_created 1.7e9
            limit 17.0
            # EOF
            """);

    assertThat(samples.value("limit")).hasValue(17);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "up ",
        "up{} ",
        "up{job=\"j\"}",
        "up one",
        "up 1 then",
        "up 1 2 3",
        "up 1#",
        "up-1 1",
        "up+1",
        "up\"x\" 1",
        "up{job=\"j\" 1",
        "up{job=\"j} 1",
        "up{job=\"j\\",
        "up{job=j} 1",
        "up{job} 1",
        "up{=\"j\"} 1",
        "up{9=\"j\"} 1",
        "up{9\"job\"=\"j\"} 1",
        "up{,} 1",
        "up{job=\"j\",,} 1",
        "up{job=\"j\"instance=\"i\"} 1",
        "up{job=\"j\"}} 1",
        "{} 1",
        "{up} 1",
        "{up=\"1\"} 1",
        "{\"up\"",
        "{\"up\" job=\"j\"} 1",
        "{\"up\"}{job=\"j\"} 1",
        "9up 1",
        "<html>",
        "é 1",
        "\0"
      })
  void aLineThatCannotBeReadIsCountedAndSkipped(String line) {
    var read = read("up 1\n" + line + "\nup 2\n");

    assertThat(read.malformed()).isEqualTo(1);
    assertThat(read.samples().of("up")).extracting(Sample::value).containsExactly(1.0, 2.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html>\n<html>\n<body>Log in</body></html>\n",
        "404 page not found\n",
        "Service Unavailable",
        "# a comment\nSign in to continue\n",
        "{\"status\":\"error\"}",
        "up",
        "other{metric=\"cut"
      })
  void textWithoutASampleIsNoExposition(String body) {
    assertThat(exposition(body)).isEqualTo(new Unreadable(Why.NOT_AN_EXPOSITION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", " \r\n", "# EOF\n", "other 1\n", "{\"other\"} 1\nnot read any more\n"})
  void anExpositionMayHoldNothingThatIsWanted(String body) {
    var read = read(body);

    assertThat(read.samples().byMetric()).isEmpty();
    assertThat(read.malformed()).isZero();
  }

  @Test
  void aLineAtTheBoundIsReadAndOneByteMoreIsNot() {
    var head = "up{job=\"";
    var tail = "\"} 1";
    int fill = Bounds.STANDARD.lineBytes() - head.length() - tail.length();

    assertThat(samples(head + "x".repeat(fill) + tail + "\nup 2").of("up")).hasSize(2);
    assertThat(exposition(head + "x".repeat(fill + 1) + tail + "\nup 2"))
        .isEqualTo(new Unreadable(Why.LINE_TOO_LONG));
    assertThat(exposition("# " + "x".repeat(Bounds.STANDARD.lineBytes()) + "\n"))
        .isEqualTo(new Unreadable(Why.LINE_TOO_LONG));
  }

  @Test
  void anEndlessLineIsCutOffAtTheBound() {
    var reader = new ExpositionReader(WANTED);
    var chunk = "x".repeat(1000).getBytes(UTF_8);
    int taken = 0;
    while (reader.accept(chunk, 0, chunk.length)) {
      taken += chunk.length;
    }

    assertThat(taken).isBetween(Bounds.STANDARD.lineBytes() - 1000, Bounds.STANDARD.lineBytes());
    assertThat(reader.finish()).isEqualTo(new Unreadable(Why.LINE_TOO_LONG));
  }

  @Test
  void aBodyIsCutOffAt64Mebibytes() {
    var reader = new ExpositionReader(WANTED);
    var chunk = "other_metric{job=\"j\"} 1234567890\n".repeat(32 << 10).getBytes(UTF_8);
    long taken = 0;
    while (reader.accept(chunk, 0, chunk.length)) {
      taken += chunk.length;
    }

    assertThat(taken).isBetween((64L << 20) - chunk.length, 64L << 20);
    assertThat(reader.finish()).isEqualTo(new Unreadable(Why.BODY_TOO_LARGE));
  }

  @Test
  void aBodyAtTheBoundIsReadAndOneByteMoreIsNot() {
    var bounds = new Bounds(100, 10, 100);

    assertThat(exposition("up 1\nup 2\n", bounds)).isInstanceOf(Read.class);
    assertThat(exposition("up 1\nup 2\n\n", bounds)).isEqualTo(new Unreadable(Why.BODY_TOO_LARGE));
  }

  @Test
  void moreSamplesThanTheBoundAreNoReadingRatherThanAWrongSum() {
    var bounds = new Bounds(100, 1000, 2);

    assertThat(exposition("up 1\nother 1\nup 2\nother 2\n", bounds)).isInstanceOf(Read.class);
    assertThat(exposition("up 1\nup 2\nup 3\n", bounds))
        .isEqualTo(new Unreadable(Why.TOO_MANY_SAMPLES));
    assertThat(exposition("up 1\nup 2\nup 3", bounds))
        .isEqualTo(new Unreadable(Why.TOO_MANY_SAMPLES));
  }

  @Test
  void nothingIsLookedAtAfterABoundIsPassed() {
    var reader = new ExpositionReader(WANTED, new Bounds(10, 1000, 10));
    var body = "a line too long\nup 1\n".getBytes(UTF_8);

    assertThat(reader.accept(body, 0, body.length)).isFalse();
    assertThat(reader.accept(body, 16, body.length)).isFalse();
    assertThat(reader.finish()).isEqualTo(new Unreadable(Why.LINE_TOO_LONG));
  }

  @Test
  void readsFromTheMiddleOfABuffer() {
    var reader = new ExpositionReader(WANTED);
    var buffer = "up 1\nup 2\nup 3\n".getBytes(UTF_8);
    reader.accept(buffer, 5, 10);

    assertThat(reader.finish())
        .asInstanceOf(type(Read.class))
        .extracting(read -> read.samples().sum("up").orElseThrow())
        .isEqualTo(2.0);
  }

  private static Samples samples(String body) {
    return read(body).samples();
  }

  private static Samples samples(byte[] body) {
    return ((Read) exposition(body, Bounds.STANDARD)).samples();
  }

  private static Read read(String body) {
    return (Read) exposition(body);
  }

  private static Exposition exposition(String body) {
    return exposition(body, Bounds.STANDARD);
  }

  private static Exposition exposition(String body, Bounds bounds) {
    return exposition(body.getBytes(UTF_8), bounds);
  }

  private static Exposition exposition(byte[] body, Bounds bounds) {
    var reader = new ExpositionReader(WANTED, bounds);
    reader.accept(body, 0, body.length);
    return reader.finish();
  }
}
