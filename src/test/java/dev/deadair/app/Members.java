package dev.deadair.app;

import dev.deadair.parts.Alertmanager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Real Alertmanagers as the tests of delivery use them: they page the PagerDuty of a scene. */
final class Members {

  static final Duration LEASE = Duration.ofMinutes(15);
  static final Duration SHORT_LEASE = Duration.ofSeconds(8);

  /** By Alertmanager alone: the direct route has more patience than any test. */
  static final Duration NEVER = Duration.ofMinutes(10);

  private static final Path SHIPPED = Path.of("deploy", "alertmanager", "alertmanager.yml");

  private Members() {}

  /** Those that every test of delivery is played with. */
  static Stream<String> versions() {
    return Boolean.getBoolean("deadair.full")
        ? Stream.of("0.25", "0.28", "0.33")
        : Stream.of("0.25", "0.33");
  }

  static Alertmanager member(String version, Paged scene) {
    return configured(version, paging(scene));
  }

  static Alertmanager configured(String version, String yaml) {
    var member = new Alertmanager(version);
    member.configure(yaml);
    return member;
  }

  static String paging(Paged scene) {
    return Alertmanager.paging(scene.pagerDuty.url(), Paged.KEY, scene.receipts.url());
  }

  /** The configuration that we ship, but for where things are and what they are let in with. */
  static String shipped(Paged scene) {
    try {
      return Files.readString(SHIPPED)
          .replace(
              "  resolve_timeout: 15m",
              "  resolve_timeout: 15m\n  pagerduty_url: " + scene.pagerDuty.url())
          .replace("https://hc-ping.com/11111111-2222-3333-4444-555555555555", "http://127.0.0.1:1")
          .replace("https://deadair.example/api/v1/receipt", scene.receipts.url())
          .replace("credentials_file: receipt.token", "credentials: token");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void started(Alertmanager... members) {
    for (var member : members) {
      member.start();
    }
    for (var member : members) {
      member.awaitReady();
    }
  }
}
