package dev.deadair.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watcher behind something that demands a certificate of whoever asks. */
class ApiClientTest {
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private static final HeldCertificate SERVER =
      new HeldCertificate.Builder()
          .signedBy(AUTHORITY)
          .addSubjectAlternativeName("deadair.example")
          .build();
  private static final HeldCertificate OWN =
      new HeldCertificate.Builder().signedBy(AUTHORITY).commonName("operator").build();

  @TempDir private Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpsServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var context =
        new HandshakeCertificates.Builder()
            .heldCertificate(SERVER)
            .addTrustedCertificate(AUTHORITY.certificate())
            .build()
            .sslContext();
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var demanding = context.getDefaultSSLParameters();
            demanding.setNeedClientAuth(true);
            parameters.setSSLParameters(demanding);
          }
        });
    server.createContext("/", this::answer);
    server.start();
    Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
    Files.writeString(folder.resolve("own.pem"), OWN.certificatePem());
    Files.writeString(folder.resolve("own.key"), OWN.privateKeyPkcs8Pem());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void ourCertificateTheAuthorityAndTheNameAreThoseOfTheFile() throws Exception {
    var client =
        client(
            """
            bearer_token: canary
            tls_config: {ca_file: ca.pem, cert_file: own.pem, key_file: own.key, server_name: deadair.example}
            """);

    assertThat(client.get("/api/v1/maintenance").isFine()).isTrue();
    assertThat(client.post("/api/v1/maintenance", Map.of("site", "eqsin")).status()).isEqualTo(409);
    assertThat(client.delete("/api/v1/maintenance/m1").error()).isEqualTo("not so");

    assertThat(asked)
        .containsExactly(
            "GET /api/v1/maintenance Bearer canary ",
            "POST /api/v1/maintenance Bearer canary {\"site\":\"eqsin\"}",
            "DELETE /api/v1/maintenance/m1 Bearer canary ");
  }

  @Test
  void anAuthorizationOfAnotherKindIsSentAsItIs() throws Exception {
    var client =
        client(
            """
            authorization: {type: Token, credentials: canary}
            tls_config: {ca_file: ca.pem, cert_file: own.pem, key_file: own.key, server_name: deadair.example}
            """);

    client.get("/api/v1/sites");

    assertThat(asked).containsExactly("GET /api/v1/sites Token canary ");
  }

  @Test
  void withoutACertificateOrUnderAnotherNameNothingIsAsked() {
    for (var tls :
        List.of(
            "{ca_file: ca.pem, server_name: deadair.example}",
            "{ca_file: ca.pem, cert_file: own.pem, key_file: own.key}",
            "{cert_file: own.pem, key_file: own.key, server_name: deadair.example}")) {
      assertThatThrownBy(() -> client("tls_config: " + tls).get("/api/v1/sites"))
          .as(tls)
          .isInstanceOf(IOException.class);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void aKeyThatIsNotThereIsSaidSo() throws IOException {
    var client = client("tls_config: {cert_file: own.pem, key_file: gone.key}");

    assertThatThrownBy(() -> client.get("/api/v1/sites"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone.key");
  }

  private ApiClient client(String yaml) throws IOException {
    var file = Files.writeString(folder.resolve("http.yml"), yaml);
    var url = "https://127.0.0.1:" + server.getAddress().getPort() + "/";
    return new ApiClient(URI.create(url), HttpConfig.read(file));
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(
        String.join(
            " ",
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            body.replaceAll("\\s", "")));
    var isGet = exchange.getRequestMethod().equals("GET");
    var answer =
        (isGet
                ? "{\"status\":\"success\",\"data\":[]}"
                : "{\"status\":\"error\",\"error\":\"not so\"}")
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(isGet ? 200 : 409, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }
}
