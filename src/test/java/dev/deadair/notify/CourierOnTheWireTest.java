package dev.deadair.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Report;
import dev.deadair.alert.Severity;
import dev.deadair.turn.Commit;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each answer of each receiver is reported as, over real HTTP. */
class CourierOnTheWireTest {
  private static final Receiver ALERTMANAGER = Dues.alertmanager("am1");

  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  enum Kind {
    ALERTMANAGER,
    PAGERDUTY,
    WEBHOOK
  }

  @ParameterizedTest
  @CsvSource({
    "ALERTMANAGER, 200, accepted (200)",
    "ALERTMANAGER, 202, rejected (202): no reason",
    "ALERTMANAGER, 302, rejected (302): said so",
    "ALERTMANAGER, 400, rejected (400): said so",
    "ALERTMANAGER, 401, rejected (401): said so",
    "ALERTMANAGER, 403, rejected (403): said so",
    "ALERTMANAGER, 408, failed: answered 408: said so",
    "ALERTMANAGER, 422, rejected (422): said so",
    "ALERTMANAGER, 429, failed: answered 429: said so",
    "ALERTMANAGER, 500, failed: answered 500: said so",
    "ALERTMANAGER, 503, failed: answered 503: said so",
    "PAGERDUTY, 200, rejected (200): no reason",
    "PAGERDUTY, 202, accepted (202)",
    "PAGERDUTY, 302, rejected (302): said so",
    "PAGERDUTY, 400, rejected (400): said so",
    "PAGERDUTY, 401, rejected (401): said so",
    "PAGERDUTY, 403, rejected (403): said so",
    "PAGERDUTY, 408, failed: answered 408: said so",
    "PAGERDUTY, 422, rejected (422): said so",
    "PAGERDUTY, 429, failed: answered 429: said so",
    "PAGERDUTY, 500, failed: answered 500: said so",
    "PAGERDUTY, 503, failed: answered 503: said so",
    "WEBHOOK, 200, accepted (200)",
    "WEBHOOK, 204, accepted (204)",
    "WEBHOOK, 302, rejected (302): said so",
    "WEBHOOK, 404, rejected (404): said so",
    "WEBHOOK, 500, failed: answered 500: said so",
  })
  void everyStatusIsAnOutcome(Kind kind, int status, String words) throws Exception {
    assertThat(outcome(kind, aResponse().withStatus(status).withBody("said\nso")).words())
        .isEqualTo(words);
  }

  @ParameterizedTest
  @EnumSource
  void aPortalsPageIsNoAcceptance(Kind kind) throws Exception {
    var login =
        aResponse()
            .withStatus(kind == Kind.PAGERDUTY ? 202 : 200)
            .withHeader("Content-Type", "text/html")
            .withBody("<h1>Log in</h1>");

    assertThat(outcome(kind, login)).isInstanceOf(Outcome.Rejected.class);
  }

  /**
   * As Flask, Express and PHP answer: a refusal would be told anew each minute, and no end ever.
   */
  @Test
  void aWebhookMayCallItsWordsHtml() throws Exception {
    var word = aResponse().withHeader("Content-Type", "text/html").withBody("ok");

    assertThat(outcome(Kind.WEBHOOK, word)).isEqualTo(new Outcome.Accepted(200));
  }

  @ParameterizedTest
  @EnumSource
  void aResetIsAFailure(Kind kind) throws Exception {
    var reset = aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);

    assertThat(outcome(kind, reset).words()).startsWith("failed: connection cut");
  }

  @ParameterizedTest
  @EnumSource
  void aHangIsAFailure(Kind kind) throws Exception {
    assertThat(outcome(kind, aResponse().withFixedDelay(60_000), Wires.QUICK))
        .isEqualTo(new Outcome.Failed("no answer in time"));
  }

  @ParameterizedTest
  @EnumSource
  void aPrefixOfTheUrlIsKept(Kind kind) throws Exception {
    outcome(kind, aResponse().withStatus(500));

    var path = kind == Kind.ALERTMANAGER ? "/prefix/api/v2/alerts" : "/prefix";
    server.verify(postRequestedFor(urlEqualTo(path)));
  }

  private static Outcome outcome(Kind kind, ResponseDefinitionBuilder response)
      throws InterruptedException {
    return outcome(kind, response, Wires.PATIENT);
  }

  private static Outcome outcome(
      Kind kind, ResponseDefinitionBuilder response, HttpWire.Deadlines deadlines)
      throws InterruptedException {
    server.resetAll();
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
    server.stubFor(get(urlEqualTo("/prefix/api/v2/status")).willReturn(ok()));
    server.stubFor(post(anyUrl()).willReturn(response));
    var url = URI.create(server.url("/prefix"));
    var destination =
        switch (kind) {
          case ALERTMANAGER ->
              new Destination.Alertmanager(ALERTMANAGER, Map.of("am1", url), Access.OPEN);
          case PAGERDUTY ->
              new Destination.PagerDuty(Dues.PAGERDUTY, url, () -> "routing-key", Access.OPEN);
          case WEBHOOK ->
              new Destination.Webhook(
                  Receivers.hook(Severity.WARNING), url, Optional.empty(), Access.OPEN);
        };
    var reports = new LinkedBlockingQueue<Report>();
    try (var courier =
        Courier.start(
            List.of(destination),
            each -> new HttpWire(each.access(), deadlines, Dns.SYSTEM),
            new ManualClock(),
            () -> 1.0,
            reports::add)) {
      courier.send(List.of(Dues.trigger(destination.receiver(), "eqsin")), new Commit.Kept());
      var report = reports.poll(30, TimeUnit.SECONDS);
      assertThat(report).isNotNull();
      return report.outcome();
    }
  }
}
