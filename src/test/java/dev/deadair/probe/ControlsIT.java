package dev.deadair.probe;

import static dev.deadair.probe.RawServer.answer;
import static dev.deadair.probe.RawServer.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.deadair.parts.BlackHole;
import dev.deadair.probe.Control.Asked;
import dev.deadair.probe.RawServer.Script;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an answer of a control, and whom it can vouch for. */
final class ControlsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Vertx vertx = Vertx.vertx();
  private final List<Asked> reports = new CopyOnWriteArrayList<>();
  @TempDir private Path directory;

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(60, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 401, 403, 404, 405, 429, 500, 503})
  void anyAnswerIsAnAnswer(int status) {
    try (var server = new RawServer(http(_ -> answer(status, "")))) {
      assertThat(firstReport(server.url()).answered()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {407, 502, 504})
  void aProxyThatCannotGetThroughIsNoAnswer(int status) {
    try (var server = new RawServer(http(_ -> answer(status, "")))) {
      assertThat(firstReport(server.url()).answered()).isFalse();
    }
  }

  @Test
  void silenceIsNoAnswer() {
    try (var server = new RawServer(RawServer::hang)) {
      asking(SHORT, List.of(control(server.url())), () -> reports.size() >= 2);

      assertThat(reports).noneMatch(Asked::answered);
    }
  }

  @Test
  void aBlackHoleIsNoAnswer() {
    try (var hole = new BlackHole()) {
      asking(SHORT, List.of(control(URI.create(hole.url()))), () -> reports.size() >= 2);

      assertThat(reports).noneMatch(Asked::answered);
    }
  }

  @Test
  void aNameWithoutAnAddressIsNoAnswer() {
    var nowhere = control(URI.create("http://gateway.invalid"));

    asking(SHORT, List.of(nowhere), () -> reports.size() >= 2);

    assertThat(reports).noneMatch(Asked::answered);
  }

  @Test
  void aControlIsAskedAgainAndAgainByItsName() {
    try (var server = new RawServer(http(_ -> answer(200, "")))) {
      asking(SHORT, List.of(control(server.url())), () -> answers() >= 3);

      assertThat(reports).extracting(Asked::control).containsOnly("gateway");
      assertThat(server.accepted()).as("connections are kept").hasSizeLessThan(3);
    }
  }

  @Test
  void aControlOnThisMachineIsMarkedSo() {
    try (var server = new RawServer(http(_ -> answer(200, "")))) {
      assertThat(firstReport(server.url()).onLoopback()).isTrue();
    }
  }

  @Test
  void throughAProxyTheControlIsWhereItsUrlSays() {
    var asked = new CopyOnWriteArrayList<String>();
    try (var proxy = new RawServer(proxy(asked))) {
      var report = firstReport(through(proxy.url(), "http://gateway.invalid/"));

      assertThat(report.answered()).isTrue();
      assertThat(report.onLoopback()).isFalse();
      assertThat(asked).first().isEqualTo("http://gateway.invalid/");
    }
  }

  @Test
  void aTunnelThatTheProxyRefusesIsNoAnswer() {
    try (var proxy = new RawServer(http(_ -> answer(502, "")))) {
      var report = firstReport(through(proxy.url(), "https://gateway.invalid/"));

      assertThat(report.answered()).isFalse();
    }
  }

  @Test
  void aControlUnderAnAuthorityOfOurOwnAnswersOnceThatIsTrusted() throws IOException {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    var authorities = Files.writeString(directory.resolve("ca.pem"), certificate.certificatePem());
    var context =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build().sslContext();
    try (var server =
        new RawServer(context.getServerSocketFactory(), "https", http(_ -> answer(200, "")))) {
      var trusting = new Tls(Optional.of(authorities), Optional.empty(), Optional.empty());

      asking(
          PATIENCE,
          List.of(
              new Control("stranger", server.url(), Optional.empty(), Tls.DEFAULT),
              new Control("trusted", server.url(), Optional.empty(), trusting)),
          () -> reports.size() == 2);

      assertThat(reports)
          .extracting(Asked::control, Asked::answered)
          .containsExactlyInAnyOrder(tuple("stranger", false), tuple("trusted", true));
    }
  }

  private Asked firstReport(URI url) {
    return firstReport(control(url));
  }

  private Asked firstReport(Control control) {
    asking(PATIENCE, List.of(control), () -> !reports.isEmpty());
    return reports.getFirst();
  }

  /** Asks at this interval, waiting as long for each answer, until it is so. */
  private void asking(Duration interval, List<Control> whom, Callable<Boolean> until) {
    var controls = new Controls(vertx, interval, interval, new MachineClock(), reports::add);
    controls.start(whom);
    try {
      await().atMost(PATIENCE).until(until);
    } finally {
      controls.stop();
    }
  }

  private long answers() {
    return reports.stream().filter(Asked::answered).count();
  }

  private static Control control(URI url) {
    return new Control("gateway", url, Optional.empty(), Tls.DEFAULT);
  }

  private static Control through(URI proxy, String url) {
    return new Control("gateway", URI.create(url), Optional.of(proxy), Tls.DEFAULT);
  }

  /** Answers for everybody, as a proxy with a cache would. */
  private static Script proxy(List<String> asked) {
    return http(
        path -> {
          asked.add(path);
          return answer(200, "");
        });
  }
}
