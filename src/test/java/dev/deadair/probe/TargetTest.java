package dev.deadair.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.probe.Approach.Auth;
import dev.deadair.probe.Approach.Compression;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "http://prometheus4001:9090,      prometheus4001, 9090, /metrics",
    "http://prometheus4001:9090/,     prometheus4001, 9090, /metrics",
    "http://prometheus5001:9090/ops,  prometheus5001, 9090, /ops/metrics",
    "http://prometheus5001:9090/a%20b/, prometheus5001, 9090, /a%20b/metrics",
    "http://prometheus.example,       prometheus.example, 80, /metrics",
    "https://prometheus.example/k8s,  prometheus.example, 443, /k8s/metrics",
    "http://[2001:db8::1]:9090,       2001:db8::1, 9090, /metrics",
    "http://user:secret@10.0.0.1,     10.0.0.1, 80, /metrics",
  })
  void aUrlSaysWhereToLook(String url, String host, int port, String path) {
    var target = Onlooker.target(URI.create(url));

    assertThat(target.host()).isEqualTo(host);
    assertThat(target.port()).isEqualTo(port);
    assertThat(target.path(Endpoint.METRICS)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus4001:9090", "ftp://prometheus4001", "http:///metrics"})
  void aUrlThatLeadsNowhereIsNoTarget(String url) {
    assertThatThrownBy(() -> Onlooker.target(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ulsfo/ops/prometheus4001");
  }

  @Test
  void aTargetPrintsWithoutSecrets() {
    var target =
        new Target(
            Onlooker.INSTANCE,
            URI.create("http://user:secret@prometheus4001:9090"),
            new Approach(
                new Auth.Basic("deadair", () -> "secret"),
                Tls.DEFAULT,
                Optional.of(URI.create("http://user:secret@proxy:3128")),
                Map.of("X-Token", "secret"),
                Compression.IDENTITY));

    assertThat(target.toString()).contains("prometheus4001:9090").doesNotContain("secret");
    assertThat(target.approach().toString())
        .contains("deadair", "proxy", "X-Token")
        .doesNotContain("secret");
  }
}
