package dev.deadair.config;

import static dev.deadair.config.Written.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.config.Connection.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How instances are connected to, as their configuration says. */
class ConnectionSettingsTest {
  @TempDir private Path folder;

  @Test
  void aConnectionIsInheritedKeyByKeyFromSiteAndGroup() {
    var settings =
        new Written(folder)
            .loaded(
                """
                deadair.sites.a {
                  headers { X-Scope-OrgID = canary }, proxy-url = "http://proxy:3128", compression = gzip
                  auth.basic { username = deadair, password = ${PASSWORD} }
                  groups {
                    x.instances = ["http://x"]
                    y { compression = identity
                        instances = [{ url = "http://y", name = y, headers {}, auth.bearer = ${PASSWORD} }] }
                  }
                }
                """,
                Map.of("PASSWORD", "canary"));

    var inherited = connection(settings, "x", "x:80");
    assertThat(inherited.gzip()).isTrue();
    assertThat(inherited.headers()).containsExactly(Map.entry("X-Scope-OrgID", "canary"));
    assertThat(inherited.proxy()).contains(URI.create("http://proxy:3128"));
    assertThat(inherited.credentials()).get().isInstanceOf(Credentials.Basic.class);
    var own = connection(settings, "y", "y");
    assertThat(own.gzip()).isFalse();
    assertThat(own.headers()).isEmpty();
    assertThat(own.proxy()).contains(URI.create("http://proxy:3128"));
    assertThat(own.credentials())
        .get()
        .isInstanceOfSatisfying(
            Credentials.Bearer.class,
            bearer -> assertThat(bearer.token().value()).isEqualTo("canary"));
  }

  @Test
  void tlsNamesFilesBesideTheConfiguration() throws IOException {
    var certificate = new HeldCertificate.Builder().build();
    Files.writeString(folder.resolve("deadair.pem"), certificate.certificatePem());
    Files.writeString(folder.resolve("deadair.key"), certificate.privateKeyPkcs8Pem());

    var settings =
        new Written(folder)
            .loaded(
                """
                deadair.sites.a {
                  groups.x.instances = ["https://x"]
                  auth.tls { ca-file = deadair.pem, cert-file = deadair.pem, key-file = deadair.key
                             server-name = prometheus.example }
                }
                """);

    var tls = connection(settings, "x", "x:443").tls().orElseThrow();
    assertThat(tls.ca()).contains(folder.resolve("deadair.pem"));
    assertThat(tls.client().orElseThrow().key()).isEqualTo(folder.resolve("deadair.key"));
    assertThat(tls.serverName()).contains("prometheus.example");
  }
}
