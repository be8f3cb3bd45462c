package dev.deadair.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusIT {
  @Test
  void scrapesItselfUnderAPrefixDiesAndComesBack() {
    scrapesDiesAndComesBack("2.42");
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"2.53", "3"})
  void soDoOtherVersions(String version) {
    scrapesDiesAndComesBack(version);
  }

  private static void scrapesDiesAndComesBack(String version) {
    try (var prometheus = new Prometheus(version, "/ops")) {
      prometheus.start();
      prometheus.awaitSamples();

      prometheus.kill();
      assertThatThrownBy(() -> status(prometheus.url())).isInstanceOf(ConnectException.class);

      prometheus.restart();
      prometheus.awaitReady();
      assertThat(prometheus.starts()).isEqualTo(2);
      assertThat(prometheus.terminate()).isZero();
    }
  }

  @Test
  void frozenItAcceptsButDoesNotAnswer() throws Exception {
    try (var prometheus = new Prometheus("2.42")) {
      prometheus.start();
      prometheus.awaitReady();

      prometheus.freeze();

      assertThatThrownBy(() -> status(prometheus.url() + "/-/healthy"))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Read timed out");

      prometheus.thaw();

      assertThat(status(prometheus.url() + "/-/healthy")).isEqualTo(200);
    }
  }

  @Test
  void aGapInItsWalIsFatalAtEveryStart() {
    gapIsFatal("2.42");
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"2.53", "3"})
  void aGapIsFatalToOtherVersions(String version) {
    gapIsFatal(version);
  }

  private static void gapIsFatal(String version) {
    try (var source = new Prometheus(version);
        var prometheus = new Prometheus(version)) {
      source.growWal(4);
      prometheus.copyData(source.dataDir());
      prometheus.wal().removeMiddleSegment();

      try (var _ = prometheus.restartLoop(Duration.ofMillis(100))) {
        await().atMost(Duration.ofSeconds(20)).until(() -> prometheus.starts() >= 3);
      }

      assertThat(prometheus.isAlive()).isFalse();
      assertThat(prometheus.log()).contains("segments are not sequential");
    }
  }

  @Test
  void aBlackHoleTakesThePlaceOfADeadOne() throws IOException {
    try (var prometheus = new Prometheus("2.42")) {
      try (var _ = new BlackHole(prometheus.port())) {
        assertThatThrownBy(() -> status(prometheus.url()))
            .isInstanceOf(SocketTimeoutException.class)
            .hasMessage("Connect timed out");
      }

      prometheus.start();
      prometheus.awaitReady();
    }
  }

  private static int status(String url) throws IOException {
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(500);
    connection.setReadTimeout(500);
    return connection.getResponseCode();
  }
}
