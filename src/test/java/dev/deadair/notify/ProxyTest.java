package dev.deadair.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.deadair.notify.Access.HttpProxy;
import dev.deadair.notify.Answer.Answered;
import dev.deadair.notify.Answer.Unanswered;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
  /** {@code user:pass word}, percent-encoded in the URL. */
  private static final String BASIC = "Basic dXNlcjpwYXNzIHdvcmQ=";

  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  @TempDir private Path dir;

  @Test
  void aPlainRequestGoesToTheProxyWithItsCredentials() {
    server.stubFor(post(anyUrl()).willReturn(ok()));
    var wire = wire(Access.Tls.DEFAULT, "127.0.0.1:" + server.getPort());

    var answer = wire.exchange(Wires.post("http://events.invalid/v2/enqueue"));

    assertThat(answer).isInstanceOf(Answered.class);
    server.verify(
        postRequestedFor(anyUrl())
            .withHeader("Host", equalTo("events.invalid"))
            .withHeader("Proxy-Authorization", equalTo(BASIC)));
  }

  @Test
  void aProxyThatDoesNotTakeThemIsAnAnswer() {
    server.stubFor(
        post(anyUrl())
            .willReturn(
                aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=x")));
    var wire = wire(Access.Tls.DEFAULT, "127.0.0.1:" + server.getPort());

    assertThat(wire.exchange(Wires.post("http://events.invalid")))
        .isInstanceOfSatisfying(Answered.class, it -> assertThat(it.status()).isEqualTo(407));
    server.verify(1, postRequestedFor(anyUrl()));
  }

  @Test
  void aTunnelIsOpenedWithThemAndTheReceiverDoesNotSeeThem() throws Exception {
    var authorities =
        Files.writeString(dir.resolve("ca.pem"), HttpsServer.AUTHORITY.certificatePem());
    var tls = new Access.Tls(Optional.of(authorities), Optional.empty(), Optional.empty());
    var receiver = HttpsServer.start(dir, false);
    try (var proxy = new TunnelProxy(receiver.httpsPort(), "200 OK")) {
      var answer = wire(tls, proxy.address()).exchange(Wires.post("https://localhost/enqueue"));

      assertThat(answer).isInstanceOf(Answered.class);
      assertThat(proxy.head.get(10, TimeUnit.SECONDS))
          .startsWith("CONNECT localhost:443 HTTP/1.1")
          .contains("Proxy-Authorization: " + BASIC);
      receiver.verify(postRequestedFor(anyUrl()).withHeader("Proxy-Authorization", absent()));
    } finally {
      receiver.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"407 Who are you", "502 Bad Gateway"})
  void aTunnelThatIsNotOpenedIsNoAnswerOfTheReceiver(String refusal) throws Exception {
    try (var proxy = new TunnelProxy(server.getPort(), refusal)) {
      var answer =
          wire(Access.Tls.DEFAULT, proxy.address()).exchange(Wires.post("https://localhost"));

      assertThat(answer).isInstanceOf(Unanswered.class);
    }
  }

  private static Wire wire(Access.Tls tls, String address) {
    var proxy = HttpProxy.of(URI.create("http://user:pass%20word@" + address));
    return Wires.patient(new Access(new Access.Auth.None(), tls, Optional.of(proxy)));
  }
}
