package dev.deadair.probe;

import static dev.deadair.liveness.BlindCause.TLS_TRUST;
import static dev.deadair.liveness.BlindCause.UNAUTHORIZED;
import static dev.deadair.liveness.BlindCause.WRONG_PATH;
import static dev.deadair.probe.Onlooker.answered;
import static dev.deadair.probe.Onlooker.barred;
import static org.awaitility.Awaitility.await;

import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Observation.Refused;
import dev.deadair.parts.Prometheus;
import dev.deadair.probe.Approach.Auth;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a real server that asks who we are. */
final class LookAtGuardedPrometheusIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** bcrypt of "first" and of "second", cost 4. */
  private static final String FIRST =
      "$2b$04$abcdefghijklmnopqrstuuvybHXQqehXl2NdtAhT6BAmwe6EZ8HOi";

  private static final String SECOND =
      "$2b$04$abcdefghijklmnopqrstuu0m4FNu/b0Ul0dVXpD5yXn5kdSneXCgS";

  private final Onlooker onlooker = new Onlooker(Duration.ofSeconds(8));
  @TempDir private Path directory;

  @AfterEach
  void close() throws TimeoutException {
    onlooker.close();
  }

  @Test
  void aPasswordThatIsRotatedOnBothSidesWorksWithoutARestart() throws Exception {
    var password = new AtomicReference<>("first");
    admit(FIRST);
    try (var prometheus = start()) {
      var line = line(prometheus.url(), Approaches.as(new Auth.Basic("deadair", password::get)));
      answered(firstLook(line));
      barred(onlooker.look(URI.create(prometheus.url())), UNAUTHORIZED);

      admit(SECOND);
      barred(onlooker.look(line), UNAUTHORIZED);

      password.set("second");
      answered(onlooker.look(line));

      barred(
          onlooker.look(
              line(
                  prometheus.url() + "/ops",
                  Approaches.as(new Auth.Basic("deadair", password::get)))),
          WRONG_PATH);
    }
  }

  @Test
  void aCertificateOfOursIsAskedForAndAnExpiredOneIsTurnedAway() throws Exception {
    var own = Certificates.forServer("127.0.0.1");
    Files.writeString(directory.resolve("server.pem"), own.certificatePem());
    Files.writeString(directory.resolve("server.key"), own.privateKeyPkcs8Pem());
    Certificates.authority(directory);
    Files.writeString(
        directory.resolve("web.yml"),
        """
        tls_server_config:
          cert_file: server.pem
          key_file: server.key
          client_auth_type: RequireAndVerifyClientCert
          client_ca_file: ca.pem
        """);
    try (var prometheus = start()) {
      var url = prometheus.url().replace("http:", "https:");
      var shown = Certificates.showing(Certificates.forClient(), directory);
      answered(firstLook(line(url, Approaches.over(shown))));

      barred(
          onlooker.look(line(url, Approaches.over(Certificates.trusting(directory)))), TLS_TRUST);

      var late = Certificates.showing(Certificates.expired(), directory);
      barred(onlooker.look(line(url, Approaches.over(late))), TLS_TRUST);
    }
  }

  private void admit(String hash) throws Exception {
    Files.writeString(directory.resolve("web.yml"), "basic_auth_users:\n  deadair: " + hash + "\n");
  }

  private Prometheus start() {
    var prometheus = new Prometheus("2.42");
    prometheus.flags("--web.config.file=" + directory.resolve("web.yml"));
    prometheus.start();
    return prometheus;
  }

  private Observation firstLook(Line line) {
    return await()
        .atMost(PATIENCE)
        .until(() -> onlooker.look(line), look -> !(look instanceof Refused));
  }

  private Line line(String url, Approach approach) {
    return onlooker.line(new Target(Onlooker.INSTANCE, URI.create(url), approach));
  }
}
