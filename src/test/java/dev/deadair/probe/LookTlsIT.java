package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.TLS_TRUST;
import static dev.deadair.liveness.Failure.Kind.READ_TIMEOUT;
import static dev.deadair.liveness.Failure.Kind.TLS;
import static dev.deadair.probe.Onlooker.barred;
import static dev.deadair.probe.Onlooker.failed;
import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.hang;
import static dev.deadair.probe.RawServer.http;
import static dev.deadair.probe.RawServer.write;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a look makes of handshakes that fail. */
final class LookTlsIT {

  /** The first handshake of a process waits for its machinery to load. */
  private final Onlooker onlooker = new Onlooker(Duration.ofSeconds(8));

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
