package dev.deadair.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.deadair.alert.Report;
import dev.deadair.turn.Commit;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A canary in the place of every secret, and everything searched for it. */
class SecretsTest {
  private static final String CANARY = "c4n4ry-0123456789abcdef012345678";
  static final List<Access.Auth> AUTHS =
      List.of(
          new Access.Auth.None(),
          new Access.Auth.Basic("user", () -> CANARY),
          new Access.Auth.Bearer(() -> CANARY),
          new Access.Auth.Bearer(() -> CANARY + "\nX: y"),
          new Access.Auth.Bearer(() -> CANARY + "ö"));

  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  /** A receiver, or a proxy's error page, may well quote the request. */
  @ParameterizedTest
  @FieldSource("AUTHS")
  void noneIsLoggedOrReportedThoughTheReceiverRepeatsThem(Access.Auth auth) throws Exception {
    var basic = Base64.getEncoder().encodeToString(("user:" + CANARY).getBytes(UTF_8));
    for (var status : List.of(400, 401, 407, 429, 500)) {
      server.stubFor(
          any(anyUrl())
              .willReturn(
                  aResponse()
                      .withStatus(status)
                      .withTransformers("response-template")
                      .withBody(
                          """
                          bad {{{request.headers.Authorization}}}
                          {{{request.headers.Proxy-Authorization}}} {{{request.body}}}
                          """)));

      assertThat(everythingSaid(auth)).isNotEmpty().noneMatch(it -> showsSecret(it, basic));
    }
    server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

    assertThat(everythingSaid(auth)).isNotEmpty().noneMatch(it -> showsSecret(it, basic));
  }

  @Test
  void noneIsPrintedWithWhatHoldsIt() {
    var proxy = Access.HttpProxy.of(URI.create("http://user:" + CANARY + "@proxy:3128"));
    var access =
        new Access(
            new Access.Auth.Basic("user", () -> CANARY), Access.Tls.DEFAULT, Optional.of(proxy));
    var destination =
        new Destination.PagerDuty(
            Dues.PAGERDUTY, URI.create("https://events"), () -> CANARY, access);
    var request =
        new PagerDutyDialect(URI.create("https://events"), () -> CANARY)
            .request(Dues.trigger(Dues.PAGERDUTY, "eqsin"), Form.FULL, ManualClock.START.wall());

    assertThat(proxy.credentials()).contains(new Access.Credentials("user", CANARY));
    assertThat(List.of(access, destination, request).toString()).doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://user:%s@am1", "ftp://%s", "%s", "http:///%s"})
  void aUrlThatIsNotTakenIsNotQuoted(String url) {
    var urls = Map.of("am1", URI.create(url.formatted(CANARY)));

    assertThatThrownBy(
            () -> new Destination.Alertmanager(Dues.alertmanager("am1"), urls, Access.OPEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alertmanager")
        .hasMessageNotContaining(CANARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://user:%s@proxy", "socks5://%s", "%s"})
  void norIsThatOfAProxy(String url) {
    assertThatThrownBy(() -> Access.HttpProxy.of(URI.create(url.formatted(CANARY))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(CANARY);
  }

  private static boolean showsSecret(String text, String basic) {
    return text.contains(CANARY) || text.contains(basic);
  }

  private static List<String> everythingSaid(Access.Auth auth) throws InterruptedException {
    var proxy =
        Access.HttpProxy.of(
            URI.create("http://user:" + CANARY + "@" + "127.0.0.1:" + server.getPort()));
    var said = new ArrayList<String>();
    for (var via : List.of(Optional.<Access.HttpProxy>empty(), Optional.of(proxy))) {
      var destination =
          new Destination.PagerDuty(
              Dues.PAGERDUTY,
              URI.create(server.url("/enqueue")),
              () -> CANARY,
              new Access(auth, Access.Tls.DEFAULT, via));
      var reports = new LinkedBlockingQueue<Report>();
      try (var log = new LogLines()) {
        try (var courier =
            Courier.start(
                List.of(destination),
                each -> new HttpWire(each.access(), Wires.QUICK, Dns.SYSTEM),
                new ManualClock(),
                () -> 1.0,
                reports::add)) {
          courier.send(List.of(Dues.trigger(Dues.PAGERDUTY, "eqsin")), new Commit.Kept());
          said.add(String.valueOf(reports.poll(10, TimeUnit.SECONDS)));
        }
        said.addAll(log.all());
      }
    }
    return said;
  }
}
