package dev.deadair.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static Served served;

  @BeforeAll
  static void serve() {
    served = new Served();
  }

  @AfterAll
  static void stop() throws IOException {
    served.close();
  }

  @Test
  void anInitialLineOverFourKibibytesIsRefused() throws Exception {
    assertThat(statusOf("GET /" + "a".repeat(32 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .isEqualTo(414);
  }

  @Test
  void headersOverEightKibibytesAreRefused() throws Exception {
    assertThat(statusOf("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(8192) + "\r\n\r\n"))
        .isEqualTo(431);
  }

  @Test
  void whatIsNoHttpIsRefused() throws Exception {
    assertThat(statusOf("hello\r\n\r\n")).isEqualTo(400);
  }

  @Test
  void anAnnouncedBodyOver64KibibytesIsRefusedUnread() throws Exception {
    assertThat(statusOf("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n"))
        .isEqualTo(413);
  }

  @Test
  void anEndlessBodyIsRefusedOnceItIsOver64Kibibytes() throws Exception {
    var chunk = "8000\r\n" + "a".repeat(0x8000) + "\r\n";
    assertThat(
            statusOf(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk.repeat(3)))
        .isEqualTo(413);
  }

  @Test
  void halfARequestIsNotWaitedForHoweverSteadilyItDrips() throws Exception {
    try (var hasty = new Served(Optional.empty(), SHORT);
        var socket = connect(hasty)) {
      await()
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                drip(socket);
                assertThat(isClosed(socket)).isTrue();
              });
    }
  }

  @Test
  void aConnectionThatAsksNoMoreIsClosed() throws Exception {
    try (var hasty = new Served(Optional.empty(), SHORT);
        var socket = connect(hasty)) {
      socket.getOutputStream().write("GET /-/healthy HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("healthy.\n");
    }
  }

  @Test
  void connectionsOverTheBoundAreClosedUnheardAndThoseWithinServed() throws Exception {
    var sockets = new ArrayList<Socket>();
    try {
      for (var i = 0; i < Connections.MOST + 50; i++) {
        sockets.add(connect(served));
      }

      await()
          .untilAsserted(
              () ->
                  assertThat(sockets.stream().filter(LimitsTest::isClosed))
                      .hasSizeGreaterThanOrEqualTo(50));
      assertThat(sockets.stream().filter(socket -> !isClosed(socket))).hasSizeGreaterThan(200);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(served.get("/-/healthy").statusCode()).isEqualTo(200));
  }

  private static int statusOf(String request) throws IOException {
    try (var socket = connect(served)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return Integer.parseInt(new String(answer, UTF_8).substring("HTTP/1.1 ".length()));
    }
  }

  private static Socket connect(Served served) throws IOException {
    var socket = new Socket();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), served.server.port());
    socket.connect(address, 5_000);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void drip(Socket socket) throws IOException {
    socket.getOutputStream().write('a');
  }

  /** Whether the other side has ended it; what it may have sent before is read away. */
  private static boolean isClosed(Socket socket) {
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read(new byte[4096]) < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
