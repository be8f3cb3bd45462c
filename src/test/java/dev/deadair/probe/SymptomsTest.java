package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure.Kind;
import dev.deadair.probe.Outcome.Barred;
import dev.deadair.probe.Outcome.Failed;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The symptoms that a loopback interface does not show; the others are looked at in LookIT. */
final class SymptomsTest {

  static List<Arguments> failures() {
    return List.of(
        Arguments.of(new ConnectTimeoutException(), Stage.CONNECTION, Kind.CONNECT_TIMEOUT),
        Arguments.of(new ConnectException("refusé"), Stage.CONNECTION, Kind.REFUSED),
        Arguments.of(new NoRouteToHostException(), Stage.CONNECTION, Kind.NO_ROUTE),
        Arguments.of(
            new SocketException("Network is unreachable"), Stage.CONNECTION, Kind.NO_ROUTE),
        Arguments.of(new UnknownHostException("prom"), Stage.NAME, Kind.DNS),
        Arguments.of(new IOException("Broken pipe"), Stage.ANSWER, Kind.RESET),
        Arguments.of(new SocketException("Connection reset"), Stage.BODY, Kind.RESET),
        Arguments.of(new HttpClosedException("closed"), Stage.ANSWER, Kind.RESET),
        Arguments.of(new HttpClosedException("closed"), Stage.BODY, Kind.SHORT_BODY),
        Arguments.of(handshake(new ClosedChannelException()), Stage.CONNECTION, Kind.RESET),
        Arguments.of(
            handshake(new SSLException("Received fatal alert: protocol_version")),
            Stage.CONNECTION,
            Kind.TLS));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anErrorIsKnownByItsInnermostCause(Throwable error, Stage stage, Kind kind) {
    assertThat(Symptoms.ofError(error, stage))
        .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(certificate_required) Received fatal alert: certificate_required",
        "Received fatal alert: bad_certificate",
        "Received fatal alert: certificate_expired",
        "Received fatal alert: unknown_ca",
        "Received fatal alert: access_denied",
      })
  void anAlertAboutOurCertificateIsAboutUs(String alert) {
    assertThat(Symptoms.ofError(new SSLHandshakeException(alert), Stage.ANSWER))
        .isEqualTo(new Barred(BlindCause.TLS_TRUST, alert));
  }

  @Test
  void aNameThatTheCertificateDoesNotBearIsATrustFailure() {
    var error = handshake(new CertificateException("No name matching prom found"));

    assertThat(Symptoms.ofError(error, Stage.CONNECTION))
        .isEqualTo(new Barred(BlindCause.TLS_TRUST, "No name matching prom found"));
  }

  @Test
  void whatIsNotUnderstoodIsNoEvidence() {
    assertThat(Symptoms.ofError(new SocketException("Too many open files"), Stage.CONNECTION))
        .isInstanceOfSatisfying(
            Barred.class,
            barred -> {
              assertThat(barred.cause()).isEqualTo(BlindCause.NO_LOOK);
              assertThat(barred.why()).contains("Too many open files");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, DNS",
    "CONNECTION, CONNECT_TIMEOUT",
    "ANSWER, READ_TIMEOUT",
    "BODY, READ_TIMEOUT",
  })
  void aDeadlineTellsByHowFarTheRequestHadCome(Stage stage, Kind kind) {
    assertThat(Symptoms.ofDeadline(stage, Duration.ofSeconds(10)))
        .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.kind()).isEqualTo(kind));
  }

  /** As Vert.x wraps what breaks a handshake. */
  private static SSLException handshake(Exception cause) {
    var wrapped = new SSLHandshakeException("Failed to create SSL connection");
    wrapped.initCause(cause);
    return wrapped;
  }
}
