package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.TLS_TRUST;
import static dev.deadair.liveness.Failure.Kind.READ_TIMEOUT;
import static dev.deadair.liveness.Failure.Kind.TLS;
import static dev.deadair.probe.Onlooker.answered;
import static dev.deadair.probe.Onlooker.barred;
import static dev.deadair.probe.Onlooker.failed;
import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.hang;
import static dev.deadair.probe.RawServer.http;
import static dev.deadair.probe.RawServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.Observation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ServerSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look makes of handshakes that fail. */
final class LookTlsIT {

  private static final String REPORT = new String(Expositions.of("3.5/metrics.txt"), ISO_8859_1);

  /** The first handshake of a process waits for its machinery to load. */
  private final Onlooker onlooker = new Onlooker(Duration.ofSeconds(8));

  @TempDir private Path directory;

  @AfterEach
  void close() throws TimeoutException {
    onlooker.close();
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNoEvidence() throws Exception {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    var server =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext();
    try (var listener =
        new RawServer(server.getServerSocketFactory(), "https", http(_ -> answer(200, "")))) {
      barred(onlooker.look(listener.url()), TLS_TRUST);
    }
  }

  @Test
  void anAuthorityOfOurOwnIsTrustedOnceItsFileSaysSo() throws Exception {
    try (var server = server(Certificates.server("127.0.0.1").sockets())) {
      barred(onlooker.look(server.url()), TLS_TRUST);

      answered(look(server, Certificates.trusting(directory)));
    }
  }

  @Test
  void aNameOtherThanTheUrlsIsExpectedWhereItIsConfigured() throws Exception {
    try (var server = server(Certificates.server("prometheus.example").sockets())) {
      var trusting = Certificates.trusting(directory);
      barred(look(server, trusting), TLS_TRUST);

      var named =
          new Tls(trusting.authorities(), Optional.empty(), Optional.of("prometheus.example"));

      answered(look(server, named));
    }
  }

  @Test
  void weAreKnownByOurCertificate() throws Exception {
    try (var server = server(Certificates.server("127.0.0.1").choosy())) {
      answered(look(server, Certificates.showing(Certificates.forClient(), directory)));
    }
  }

  @Test
  void aServerThatWantsACertificateWeDoNotHaveIsNoEvidence() throws Exception {
    try (var server = server(Certificates.server("127.0.0.1").choosy())) {
      barred(look(server, Certificates.trusting(directory)), TLS_TRUST);
    }
  }

  @Test
  void anExpiredCertificateOfOursIsNoEvidenceUntilItIsRenewedOnDisk() throws Exception {
    try (var server = server(Certificates.server("127.0.0.1").choosy())) {
      var line = line(server, Certificates.showing(Certificates.expired(), directory));
      barred(onlooker.look(line), TLS_TRUST);

      Certificates.showing(Certificates.forClient(), directory);

      answered(onlooker.look(line));
    }
  }

  @Test
  void aFileThatIsGoneIsNoEvidenceAndIsNamed() throws Exception {
    try (var server = server(Certificates.server("127.0.0.1").choosy())) {
      var line = line(server, Certificates.showing(Certificates.forClient(), directory));
      Files.delete(directory.resolve("client.key"));

      assertThat(barred(onlooker.look(line), TLS_TRUST).why())
          .startsWith("cannot read " + directory.resolve("client.key"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca.pem", "client.pem", "client.key"})
  void aFileThatIsNotWhatItShouldBeIsNoEvidence(String file) throws Exception {
    try (var server = server(Certificates.server("127.0.0.1").choosy())) {
      var line = line(server, Certificates.showing(Certificates.forClient(), directory));
      Files.writeString(directory.resolve(file), "c4n4ry");

      assertThat(barred(onlooker.look(line), TLS_TRUST).why()).doesNotContain("c4n4ry");
    }
  }

  private Observation look(RawServer server, Tls tls) throws Exception {
    return onlooker.look(line(server, tls));
  }

  private Line line(RawServer server, Tls tls) {
    return onlooker.line(new Target(Onlooker.INSTANCE, server.url(), Approaches.over(tls)));
  }

  private static RawServer server(ServerSocketFactory sockets) {
    return new RawServer(sockets, "https", http(_ -> answer(200, REPORT)));
  }

  @Test
  void plainTextInsteadOfAHandshakeIsATlsFailure() throws Exception {
    try (var server =
        new RawServer(
            socket -> {
              write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
              hang(socket);
            })) {
      failed(onlooker.look(URI.create("https://" + server.url().getAuthority())), TLS);
    }
  }

  @Test
  void silenceInsteadOfAHandshakeIsAReadTimeout() throws Exception {
    try (var server = new RawServer(RawServer::hang)) {
      failed(onlooker.look(URI.create("https://" + server.url().getAuthority())), READ_TIMEOUT);
    }
  }
}
