package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.MIDDLEBOX;
import static dev.deadair.liveness.BlindCause.TLS_TRUST;
import static dev.deadair.liveness.Failure.Kind.STATUS;
import static dev.deadair.probe.Onlooker.answered;
import static dev.deadair.probe.Onlooker.barred;
import static dev.deadair.probe.Onlooker.failed;
import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.hang;
import static dev.deadair.probe.RawServer.head;
import static dev.deadair.probe.RawServer.http;
import static dev.deadair.probe.RawServer.reader;
import static dev.deadair.probe.RawServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Observation;
import dev.deadair.probe.RawServer.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a look makes of a way through a proxy, and of a proxy that is in the way. */
final class LookProxyIT {

  private static final String REPORT = new String(Expositions.of("3.5/metrics.txt"), ISO_8859_1);
  private static final URI PLAIN = URI.create("http://prometheus.invalid:9090/ops");
  private static final URI OVER_TLS = URI.create("https://prometheus.invalid:9090/ops");

  private final Onlooker onlooker = new Onlooker(Duration.ofSeconds(8));
  private final List<List<String>> heads = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    onlooker.close();
  }

  @Test
  void aPlainRequestNamesTheInstanceToTheProxyThatResolvesIt() throws Exception {
    try (var proxy = new RawServer(forwarding(answer(200, REPORT)))) {
      answered(look(PLAIN, withLogin(proxy)));

      assertThat(heads)
          .extracting(List::getFirst)
          .containsExactly(
              "GET http://prometheus.invalid:9090/ops/metrics HTTP/1.1",
              "GET http://prometheus.invalid:9090/ops/-/healthy HTTP/1.1",
              "GET http://prometheus.invalid:9090/ops/-/ready HTTP/1.1");
      assertThat(heads)
          .allSatisfy(
              head ->
                  assertThat(head)
                      .map(String::toLowerCase)
                      .contains(
                          "host: prometheus.invalid:9090",
                          "proxy-authorization: basic dxnlcjpzzwnyzxq="));
    }
  }

  @Test
  void overTlsTheProxyOpensATunnel(@TempDir Path directory) throws Exception {
    var server = Certificates.server("prometheus.invalid");
    try (var instance = new RawServer(server.sockets(), "https", http(_ -> answer(200, REPORT)));
        var proxy = new RawServer(tunnelling(instance.url().getPort()))) {
      var trusting = Certificates.trusting(directory);

      answered(look(OVER_TLS, Approaches.through(withLogin(proxy), trusting)));

      assertThat(heads)
          .singleElement()
          .satisfies(
              head -> {
                assertThat(head.getFirst()).isEqualTo("CONNECT prometheus.invalid:9090 HTTP/1.1");
                assertThat(head)
                    .map(String::toLowerCase)
                    .contains("proxy-authorization: basic dxnlcjpzzwnyzxq=");
              });

      barred(look(OVER_TLS, proxy.url()), TLS_TRUST);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http, 407, UNAUTHORIZED",
    "http, 502, MIDDLEBOX",
    "http, 503, MIDDLEBOX",
    "http, 504, MIDDLEBOX",
    "https, 403, MIDDLEBOX",
    "https, 407, UNAUTHORIZED",
    "https, 502, MIDDLEBOX",
    "https, 503, MIDDLEBOX",
  })
  void aProxyThatDoesNotGetThroughIsNoEvidence(String scheme, int status, BlindCause cause)
      throws Exception {
    try (var proxy = new RawServer(forwarding(answer(status, "")))) {
      var opaque = barred(look(scheme.equals("http") ? PLAIN : OVER_TLS, withLogin(proxy)), cause);

      assertThat(opaque.why()).contains(Integer.toString(status)).doesNotContain("secret");
    }
  }

  @Test
  void anErrorOfTheInstancesOwnIsItsOwnThroughAProxyToo() throws Exception {
    try (var proxy = new RawServer(forwarding(answer(500, "")))) {
      failed(look(PLAIN, proxy.url()), STATUS);
    }
  }

  @Test
  void aProxyThatIsGoneIsNoEvidence() throws Exception {
    var proxy = new RawServer(RawServer::hang);
    proxy.die();

    assertThat(barred(look(PLAIN, proxy.url()), MIDDLEBOX).why())
        .isEqualTo("proxy: connection refused");
    assertThat(barred(look(OVER_TLS, proxy.url()), MIDDLEBOX).why())
        .isEqualTo("proxy: connection refused");
  }

  @Test
  void aProxyThatNeverOpensTheTunnelIsNoEvidence() throws Exception {
    try (var proxy = new RawServer(RawServer::hang)) {
      barred(look(OVER_TLS, proxy.url()), MIDDLEBOX);
    }
  }

  private Observation look(URI base, URI proxy) throws Exception {
    return look(base, Approaches.through(proxy, Tls.DEFAULT));
  }

  private Observation look(URI base, Approach approach) throws Exception {
    return onlooker.look(onlooker.line(new Target(Onlooker.INSTANCE, base, approach)));
  }

  private static URI withLogin(RawServer proxy) {
    return URI.create("http://user:secret@" + proxy.url().getAuthority());
  }

  private Script forwarding(String answer) {
    return socket -> {
      var requests = reader(socket);
      for (var head = head(requests); !head.isEmpty(); head = head(requests)) {
        heads.add(head);
        write(socket, answer);
      }
    };
  }

  private Script tunnelling(int port) {
    return client -> {
      heads.add(head(reader(client)));
      try (var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        write(client, "HTTP/1.1 200 OK\r\n\r\n");
        Thread.startVirtualThread(() -> pump(client, server));
        pump(server, client);
      }
    };
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      hang(from);
    } catch (IOException _) {
      // One of the two went away.
    }
  }
}
