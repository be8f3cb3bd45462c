package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.deadair.notify.Access.Tls;
import dev.deadair.notify.Answer.Answered;
import dev.deadair.notify.Answer.Unanswered;
import dev.deadair.notify.Answer.Why;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  private static final HeldCertificate STRANGER =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private static final HeldCertificate CLIENT =
      new HeldCertificate.Builder().signedBy(HttpsServer.AUTHORITY).commonName("deadair").build();

  @TempDir private Path dir;
  private WireMockServer server;
  private Path authorities;

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.start(dir, false);
    authorities = write("ca.pem", HttpsServer.AUTHORITY.certificatePem());
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void anAuthorityOfOurOwnIsTrusted() throws Exception {
    assertThat(exchange(wire(tls(authorities)))).isInstanceOf(Answered.class);
  }

  @Test
  void nobodyElseIs() throws Exception {
    var stranger = write("stranger.pem", STRANGER.certificatePem());

    assertThat(whyNot(exchange(wire(tls(stranger))))).isEqualTo(Why.TLS);
    assertThat(whyNot(exchange(wire(Tls.DEFAULT)))).isEqualTo(Why.TLS);
  }

  @Test
  void aClientCertificateIsShownWhereItIsAskedFor() throws Exception {
    server.stop();
    server = HttpsServer.start(dir, true);
    var certificate = write("client.pem", CLIENT.certificatePem());
    var key = write("client.key", CLIENT.privateKeyPkcs8Pem());
    var tls =
        new Tls(
            Optional.of(authorities),
            Optional.of(new Tls.Client(certificate, key)),
            Optional.empty());

    assertThat(exchange(wire(tls))).isInstanceOf(Answered.class);
    assertThat(exchange(wire(tls(authorities)))).isInstanceOf(Unanswered.class);
  }

  @Test
  void theServersNameIsTheConfiguredOneWhereThereIsOne() throws Exception {
    assertThat(exchange(wire(named("alertmanager.example")))).isInstanceOf(Answered.class);
    assertThat(whyNot(exchange(wire(named("other.example"))))).isEqualTo(Why.TLS);
  }

  @Test
  void theServerIsAskedForByThatNameToo() throws Exception {
    var certificates =
        new HandshakeCertificates.Builder().heldCertificate(HttpsServer.SERVER).build();
    try (var listener =
        (SSLServerSocket)
            certificates
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var asked = new CompletableFuture<List<SNIServerName>>();
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = (SSLSocket) listener.accept()) {
                  socket.startHandshake();
                  var session = (ExtendedSSLSession) socket.getSession();
                  asked.complete(session.getRequestedServerNames());
                } catch (IOException e) {
                  asked.completeExceptionally(e);
                }
              });
      wire(named("alertmanager.example"))
          .exchange(Wires.post("https://localhost:" + listener.getLocalPort()));

      assertThat(asked.get(10, TimeUnit.SECONDS))
          .containsExactly(new SNIHostName("alertmanager.example"));
    }
  }

  @Test
  void anotherNameOfTheHostIsNotTrusted() throws Exception {
    var wire = wire(tls(authorities));

    assertThat(whyNot(wire.exchange(Wires.post("https://127.0.0.1:" + server.httpsPort()))))
        .isEqualTo(Why.TLS);
  }

  @Test
  void filesThatWereReplacedAreReadAgain() throws Exception {
    var file = write("rotated.pem", STRANGER.certificatePem());
    var wire = wire(tls(file));
    assertThat(whyNot(exchange(wire))).isEqualTo(Why.TLS);
    write("rotated.pem", HttpsServer.AUTHORITY.certificatePem());
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));

    assertThat(exchange(wire)).isInstanceOf(Answered.class);
  }

  @Test
  void filesThatCannotBeUsedLeaveTheOldOnesInPlace() throws Exception {
    var file = write("rotated.pem", HttpsServer.AUTHORITY.certificatePem());
    var wire = wire(tls(file));
    assertThat(exchange(wire)).isInstanceOf(Answered.class);
    try (var log = new LogLines()) {
      write("rotated.pem", "-----BEGIN CERT");
      assertThat(exchange(wire)).isInstanceOf(Answered.class);
      Files.delete(file);
      assertThat(exchange(wire)).isInstanceOf(Answered.class);

      assertThat(log.all()).hasSize(1);
      assertThat(log.all().getFirst()).startsWith("WARN new TLS files").contains("rotated.pem");
    }
  }

  @Test
  void aFileThatWasNeverReadableIsSaidSo() {
    var wire = wire(tls(dir.resolve("missing.pem")));

    assertThatThrownBy(() -> wire.exchange(Wires.post("https://localhost")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.pem");
  }

  private Answer exchange(Wire wire) {
    return wire.exchange(Wires.post("https://localhost:" + server.httpsPort()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private Tls named(String name) {
    return new Tls(Optional.of(authorities), Optional.empty(), Optional.of(name));
  }

  private static Tls tls(Path authorities) {
    return new Tls(Optional.of(authorities), Optional.empty(), Optional.empty());
  }

  private static Wire wire(Tls tls) {
    return Wires.patient(new Access(new Access.Auth.None(), tls, Optional.empty()));
  }

  private static Why whyNot(Answer answer) {
    assertThat(answer).isInstanceOf(Unanswered.class);
    return ((Unanswered) answer).why();
  }
}
