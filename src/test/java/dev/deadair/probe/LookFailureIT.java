package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.BODY_OVER_BOUND;
import static dev.deadair.liveness.Failure.Kind.CONNECT_TIMEOUT;
import static dev.deadair.liveness.Failure.Kind.DNS;
import static dev.deadair.liveness.Failure.Kind.READ_TIMEOUT;
import static dev.deadair.liveness.Failure.Kind.REFUSED;
import static dev.deadair.liveness.Failure.Kind.RESET;
import static dev.deadair.liveness.Failure.Kind.SHORT_BODY;
import static dev.deadair.liveness.Failure.Kind.UNREADABLE;
import static dev.deadair.probe.Onlooker.barred;
import static dev.deadair.probe.Onlooker.failed;
import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.hang;
import static dev.deadair.probe.RawServer.reader;
import static dev.deadair.probe.RawServer.request;
import static dev.deadair.probe.RawServer.reset;
import static dev.deadair.probe.RawServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Observation;
import dev.deadair.parts.BlackHole;
import dev.deadair.probe.RawServer.Script;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look makes of servers that do not answer, or answer what is no report. */
final class LookFailureIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String REPORT = new String(Expositions.of("3.5/metrics.txt"), ISO_8859_1);
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final Onlooker onlooker = new Onlooker(TIMEOUT);

  @AfterEach
  void close() throws TimeoutException {
    onlooker.close();
  }

  @Test
  void aPortThatNobodyListensOnIsARefusal() throws Exception {
    var server = new RawServer(RawServer::hang);
    server.die();

    var seen = failed(onlooker.look(server.url().resolve("/ops")), REFUSED);

    assertThat(seen.words()).isEqualTo("connection refused on /ops/metrics");
    assertThat(onlooker.meter.outcomes).containsExactly("refused");
  }

  @Test
  void aFullAcceptQueueIsAConnectTimeout() throws Exception {
    try (var hole = new BlackHole()) {
      failed(onlooker.look(URI.create(hole.url())), CONNECT_TIMEOUT);
    }
  }

  @Test
  void aNameWithoutAnAddressIsADnsFailure() throws Exception {
    failed(onlooker.look(URI.create("http://prometheus.invalid:9090")), DNS);
  }

  @Test
  void silenceAfterTheRequestIsAReadTimeout() throws Exception {
    within(TIMEOUT, READ_TIMEOUT, RawServer::hang);
  }

  @Test
  void silenceAfterTheHeadIsAReadTimeout() throws Exception {
    within(
        TIMEOUT,
        READ_TIMEOUT,
        socket -> {
          write(socket, OK + "Content-Length: 1000\r\n\r\n");
          hang(socket);
        });
  }

  @Test
  void aByteNowAndThenIsAReadTimeout() throws Exception {
    within(
        TIMEOUT,
        READ_TIMEOUT,
        socket -> {
          write(socket, OK + "Content-Length: 1000\r\n\r\n");
          while (true) {
            write(socket, "#");
            pause();
          }
        });
  }

  @Test
  void anAnswerCutShortOfItsLengthIsAShortBody() throws Exception {
    failed(
        lookAt(
            socket -> {
              request(reader(socket));
              write(socket, OK + "Content-Length: 100000\r\n\r\n" + REPORT.substring(0, 5000));
            }),
        SHORT_BODY);
  }

  @Test
  void anAnswerCutBetweenChunksIsAShortBody() throws Exception {
    failed(
        lookAt(
            socket -> {
              request(reader(socket));
              write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n# HEL\r\n");
            }),
        SHORT_BODY);
  }

  @Test
  void aResetAmidTheBodyIsAReset() throws Exception {
    failed(
        lookAt(
            socket -> {
              request(reader(socket));
              write(socket, OK + "Content-Length: 100000\r\n\r\n" + REPORT.substring(0, 5000));
              pause();
              reset(socket);
            }),
        RESET);
  }

  @Test
  void aResetInsteadOfAnAnswerIsAReset() throws Exception {
    failed(
        lookAt(
            socket -> {
              request(reader(socket));
              reset(socket);
            }),
        RESET);
  }

  @Test
  void anEndInsteadOfAnAnswerIsAReset() throws Exception {
    failed(lookAt(socket -> request(reader(socket))), RESET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a length\r\n",
        "HTTP/3.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nbrrrr",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n<html>Log in!</html>",
        "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nnode_load1 0.3\n",
      })
  void whatIsNoReportIsUnreadable(String answer) throws Exception {
    failed(
        lookAt(
            socket -> {
              request(reader(socket));
              write(socket, answer);
              hang(socket);
            }),
        UNREADABLE);
  }

  @Test
  void anEndlessHeadIsOverBound() throws Exception {
    barred(
        lookAt(
            socket -> {
              write(socket, OK);
              for (var i = 0; ; i++) {
                write(socket, "X-%d: %s\r\n".formatted(i, "x".repeat(1000)));
              }
            }),
        BODY_OVER_BOUND);
  }

  @Test
  void anEndlessLineIsOverBound() throws Exception {
    barred(lookAt(endless("x".repeat(1000))), BODY_OVER_BOUND);
  }

  @Test
  void anEndlessBodyIsOverBound() throws Exception {
    barred(lookAt(endless("node_load1 0.3\n".repeat(1000))), BODY_OVER_BOUND);
  }

  private Observation lookAt(Script script) throws Exception {
    try (var server = new RawServer(script)) {
      return onlooker.look(server.url());
    }
  }

  /** The look fails so, no earlier than its deadline and hardly later. */
  private void within(Duration deadline, Failure.Kind kind, Script script) throws Exception {
    var began = System.nanoTime();

    failed(lookAt(script), kind);

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(deadline, deadline.plusSeconds(2));
  }

  private static Script endless(String text) {
    return socket -> {
      request(reader(socket));
      write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n");
      while (true) {
        write(socket, "%x\r\n%s\r\n".formatted(text.length(), text));
      }
    };
  }

  /** Long enough that what came before has been read. */
  private static void pause() throws InterruptedException {
    var unused = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    assertThat(unused).isFalse();
  }
}
