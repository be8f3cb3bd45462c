package dev.deadair.probe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static dev.deadair.probe.Onlooker.answered;
import static dev.deadair.probe.Onlooker.barred;
import static dev.deadair.probe.Onlooker.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Observation;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look makes of each status, and of what WireMock can break. */
final class LookStatusIT {

  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private final Onlooker onlooker = new Onlooker(Duration.ofSeconds(5));

  @AfterEach
  void close() throws TimeoutException {
    onlooker.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 400, 405, 410, 418, 500, 501, 503, 505, 599})
  void anErrorOfItsOwnIsARefusal(int status) throws Exception {
    var failure = failed(statusOf(status), Failure.Kind.STATUS);

    assertThat(failure.endpoint()).isEqualTo("/metrics");
    assertThat(failure.detail()).startsWith(status + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORIZED",
    "403, UNAUTHORIZED",
    "407, UNAUTHORIZED",
    "429, UNAUTHORIZED",
    "404, WRONG_PATH",
    "301, WRONG_PATH",
    "302, WRONG_PATH",
    "307, WRONG_PATH",
    "308, WRONG_PATH",
    "502, MIDDLEBOX",
    "504, MIDDLEBOX",
  })
  void anAnswerAboutUsOrFromABoxInBetweenIsNoEvidence(int status, BlindCause cause)
      throws Exception {
    var opaque = barred(statusOf(status), cause);

    assertThat(opaque.why()).startsWith(status + " ");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    SERVER.stubFor(
        get("/metrics")
            .willReturn(aResponse().withStatus(302).withHeader("Location", "/elsewhere")));

    onlooker.look(URI.create(SERVER.baseUrl()));

    SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
  }

  @ParameterizedTest
  @CsvSource({
    "EMPTY_RESPONSE, RESET",
    "CONNECTION_RESET_BY_PEER, RESET",
    "RANDOM_DATA_THEN_CLOSE, RESET",
    "MALFORMED_RESPONSE_CHUNK, SHORT_BODY",
  })
  void aBrokenAnswerIsARefusal(Fault fault, Failure.Kind kind) throws Exception {
    SERVER.stubFor(get("/metrics").willReturn(aResponse().withFault(fault)));

    failed(onlooker.look(URI.create(SERVER.baseUrl())), kind);
  }

  @Test
  void aSlowDribbleThatEndsInTimeIsAnswered() throws Exception {
    SERVER.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withBody(Expositions.of("2.42/metrics.txt"))
                    .withChunkedDribbleDelay(100, 800)));

    answered(onlooker.look(URI.create(SERVER.baseUrl())));
  }

  @Test
  void gzipIsReadWhereItIsAskedFor() throws Exception {
    SERVER.stubFor(
        any(anyUrl()).willReturn(aResponse().withBody(Expositions.of("2.42/metrics.txt"))));
    var target =
        new Target(Onlooker.INSTANCE, URI.create(SERVER.baseUrl()), Approaches.gzip(Map.of()));

    var seen = answered(onlooker.look(onlooker.line(target)));

    assertThat(seen.scrape().appended()).isEqualTo(1393);
    SERVER.verify(
        getRequestedFor(urlEqualTo("/metrics")).withHeader("Accept-Encoding", equalTo("gzip")));
  }

  private Observation statusOf(int status) throws Exception {
    SERVER.stubFor(get("/metrics").willReturn(aResponse().withStatus(status).withBody("no")));
    return onlooker.look(URI.create(SERVER.baseUrl()));
  }
}
