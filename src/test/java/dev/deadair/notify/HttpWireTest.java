package dev.deadair.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.deadair.notify.Answer.Answered;
import dev.deadair.notify.Answer.Unanswered;
import dev.deadair.notify.Answer.Why;
import dev.deadair.parts.BlackHole;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWireTest {
  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort())
          .build();

  @Test
  void postsJsonAndAsksForNoCompression() {
    answers(aResponse().withStatus(202));
    exchange(Wires.open());

    server.verify(
        postRequestedFor(urlEqualTo("/receiver"))
            .withHeader("Content-Type", equalTo("application/json"))
            .withHeader("User-Agent", equalTo("deadair"))
            .withHeader("Accept-Encoding", equalTo("identity"))
            .withHeader("Authorization", absent())
            .withRequestBody(equalToJson("{\"it\": \"is dark\"}")));
  }

  @Test
  void anAnswerTellsStatusTimeAndWhenToComeBack() {
    answers(
        aResponse()
            .withStatus(429)
            .withHeader("Date", "Sun, 01 Nov 2026 11:00:00 GMT")
            .withHeader("Retry-After", "30")
            .withBody("\"slow\"\r\n\u001b[31m  down"));

    var answer = answered(exchange(Wires.open()));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.date()).contains(Instant.parse("2026-11-01T11:00:00Z"));
    assertThat(answer.retryAfter()).contains(Duration.ofSeconds(30));
    assertThat(answer.excerpt()).isEqualTo("'slow' [31m down");
  }

  @ParameterizedTest
  @CsvSource({
    "'Sun, 01 Nov 2026 11:00:45 GMT', PT45S",
    "'Sun, 01 Nov 2026 10:00:00 GMT', ",
    "soon, ",
    "-5, ",
    "0, PT0S",
    "99999999999999999999, ",
  })
  void aTimeToComeBackMayBeADateOrNonsense(String retryAfter, Duration expected) {
    answers(
        aResponse()
            .withStatus(503)
            .withHeader("Date", "Sun, 01 Nov 2026 11:00:00 GMT")
            .withHeader("Retry-After", retryAfter));

    assertThat(answered(exchange(Wires.open())).retryAfter().orElse(null)).isEqualTo(expected);
    server.verify(1, postRequestedFor(anyUrl()));
  }

  @Test
  void aRedirectIsNotFollowed() {
    answers(aResponse().withStatus(307).withHeader("Location", server.url("/elsewhere")));

    assertThat(answered(exchange(Wires.open())).status()).isEqualTo(307);
    server.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
  }

  @Test
  void aHugeBodyIsReadToItsBoundOnly() {
    answers(aResponse().withStatus(500).withBody("x".repeat(32 << 20)));

    var answer = answered(exchange(Wires.patient(Access.OPEN)));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.excerpt()).hasSize(200);
  }

  @Test
  void anAnswerThatDripsEndsAtTheDeadline() {
    answers(
        aResponse()
            .withStatus(500)
            .withBody("slowly".repeat(100))
            .withChunkedDribbleDelay(600, 60_000));
    var started = System.nanoTime();

    assertThat(answered(exchange(Wires.open())).status()).isEqualTo(500);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void anAcceptanceStandsWhateverItsBodyDoes() {
    answers(
        aResponse()
            .withStatus(202)
            .withBody("slowly".repeat(100))
            .withChunkedDribbleDelay(600, 60_000));

    assertThat(answered(exchange(Wires.open())).status()).isEqualTo(202);
  }

  @Test
  void aReceiverThatHangsIsATimeout() {
    answers(aResponse().withStatus(202).withFixedDelay(60_000));

    assertThat(exchange(Wires.open())).isEqualTo(new Unanswered(Why.TIMEOUT, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  void aConnectionThatIsCutIsNoAnswerAndIsNotTriedAgainHere(Fault fault) {
    answers(aResponse().withFault(fault));

    assertThat(exchange(Wires.open()))
        .isInstanceOfSatisfying(Unanswered.class, it -> assertThat(it.why()).isEqualTo(Why.CUT));
    server.verify(1, postRequestedFor(anyUrl()));
  }

  /** As a proxy does that keeps none for long. */
  @Test
  void aQuestionThatFindsItsConnectionClosedIsAskedAgain() throws Exception {
    try (var closing = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerAndClose(closing));
      var wire = Wires.patient(Access.OPEN);
      var question = Request.get(URI.create("http://127.0.0.1:" + closing.getLocalPort()));

      assertThat(wire.exchange(question)).isInstanceOf(Answered.class);
      assertThat(wire.exchange(question)).isInstanceOf(Answered.class);
    }
  }

  private static void answerAndClose(ServerSocket server) {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        var request = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        for (var line = request.readLine(); !line.isEmpty(); line = request.readLine()) {}
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
      } catch (IOException _) {
        return; // the test is over
      }
    }
  }

  @Test
  void nobodyListensIsRefused() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(Wires.open().exchange(Wires.post("http://127.0.0.1:" + port)))
        .isEqualTo(new Unanswered(Why.REFUSED, ""));
  }

  @Test
  void aBlackHoleIsAConnectTimeout() {
    try (var hole = new BlackHole()) {
      assertThat(Wires.open().exchange(Wires.post(hole.url())))
          .isEqualTo(new Unanswered(Why.CONNECT_TIMEOUT, ""));
    }
  }

  @Test
  void aNameThatNobodyKnowsIsUnresolved() {
    Dns resolver =
        name -> {
          throw new UnknownHostException(name);
        };

    assertThat(exchange(new HttpWire(Access.OPEN, Wires.QUICK, resolver)))
        .isEqualTo(new Unanswered(Why.UNRESOLVED, ""));
  }

  @Test
  void everyAddressOfANameIsTried() throws IOException {
    answers(aResponse().withStatus(202));
    var addresses = List.of(address("127.0.0.2"), address("127.0.0.1"));

    assertThat(answered(exchange(new HttpWire(Access.OPEN, Wires.QUICK, _ -> addresses))).status())
        .isEqualTo(202);
  }

  @Test
  void aPageForPeopleIsToldApart() {
    answers(
        aResponse().withHeader("Content-Type", "Text/HTML; charset=utf-8").withBody("<h1>Log in"));

    assertThat(answered(exchange(Wires.open())).html()).isTrue();
  }

  /** As Flask, Express and PHP call whatever they are not told the type of. */
  @ParameterizedTest
  @ValueSource(strings = {"", "ok", "\n{\"taken\": true}"})
  void aWordThatIsCalledHtmlIsNoPageForPeople(String body) {
    answers(aResponse().withHeader("Content-Type", "text/html; charset=utf-8").withBody(body));

    assertThat(answered(exchange(Wires.open())).html()).isFalse();
  }

  @Test
  void basicCredentialsAreReadAtEachSend() {
    answers(aResponse().withStatus(200));
    var password = new AtomicReference<>("first\n");
    var wire = Wires.with(Wires.authenticated(new Access.Auth.Basic("jürgen", password::get)));
    exchange(wire);
    password.set("second");
    exchange(wire);

    server.verify(
        postRequestedFor(anyUrl())
            .withHeader("Authorization", equalTo("Basic asO8cmdlbjpmaXJzdA==")));
    server.verify(
        postRequestedFor(anyUrl())
            .withHeader("Authorization", equalTo("Basic asO8cmdlbjpzZWNvbmQ=")));
  }

  @Test
  void aBearerTokenIsSent() {
    answers(aResponse().withStatus(200));
    exchange(Wires.with(Wires.authenticated(new Access.Auth.Bearer(() -> "token\n"))));

    server.verify(postRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer token")));
  }

  private static void answers(ResponseDefinitionBuilder response) {
    server.stubFor(any(anyUrl()).willReturn(response));
  }

  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  private static Answer exchange(Wire wire) {
    return wire.exchange(Wires.post("http://localhost:" + server.getPort() + "/receiver"));
  }

  private static Answered answered(Answer answer) {
    assertThat(answer).isInstanceOf(Answered.class);
    return (Answered) answer;
  }
}
