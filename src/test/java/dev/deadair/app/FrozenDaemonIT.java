package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyIncident;
import dev.deadair.demo.PagerDutyRecorder;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged daemon, stopped by a signal for longer than any window of it. */
class FrozenDaemonIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration FROZEN = Duration.ofSeconds(20);
  private static final Duration WINDOW = Duration.ofSeconds(6);

  /** Of a look and of two turns, on a machine that is busy. */
  private static final Duration SLACK = Duration.ofSeconds(6);

  @TempDir private Path directory;

  @Test
  void pagesNothingThatWasProducingAndWithinOneWindowWhatWasNot() throws Exception {
    try (var lit = new PretendPrometheus();
        var dark = new PretendPrometheus();
        var pagerDuty = new PagerDutyRecorder();
        var daemon = new DaemonProcess(directory, configuration(lit, dark, pagerDuty))) {
      Files.writeString(directory.resolve("pagerduty.key"), ChaosLane.KEY);
      daemon.start();
      for (var site : List.of("ulsfo", "eqsin")) {
        await(site).atMost(PATIENCE).until(() -> isProducing(daemon, site));
      }

      daemon.freeze();
      dark.dark(true);
      ChaosFault.pause(FROZEN);
      daemon.thaw();
      var awake = Instant.now();

      await("the page").atMost(PATIENCE).until(() -> !pagerDuty.incidents().isEmpty());
      assertThat(openedAt(daemon)).isBetween(awake, awake.plus(WINDOW).plus(SLACK));
      ChaosFault.pause(WINDOW);
      assertThat(pagerDuty.incidents())
          .singleElement()
          .extracting(PagerDutyIncident::summary)
          .asString()
          .startsWith("Site eqsin has produced no data");
      assertThat(isProducing(daemon, "ulsfo")).isTrue();
    }
  }

  private static Instant openedAt(DaemonProcess daemon) {
    return daemon.incidents().stream()
        .map(JsonObject.class::cast)
        .filter(each -> "PrometheusSiteAbsent".equals(each.getString("alertname")))
        .map(each -> Instant.parse(each.getString("openedAt")))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isProducing(DaemonProcess daemon, String site) {
    try {
      return "producing".equals(daemon.site(site).getString("state"));
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static String configuration(
      PretendPrometheus lit, PretendPrometheus dark, PagerDutyRecorder pagerDuty) {
    return """
    deadair {
      watcher = eqsin-a
      poll { interval = 1s, timeout = 900ms }
      window = 6s, warn-after = 5s, clear-after = 2s
      coverage.minimum = 0
      sites.ulsfo.instances = ["http://127.0.0.1:%d"]
      sites.eqsin.instances = ["http://127.0.0.1:%d"]
      receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
    }
    """
        .formatted(lit.port(), dark.port(), pagerDuty.url());
  }
}
