package dev.deadair.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.PagerDutyRecorder;
import dev.deadair.parts.Prometheus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that crash-loops, whose log can be read: the page says why in its words. */
@Execution(ExecutionMode.CONCURRENT)
class LogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void thePageSaysWhyTheServerDoesNotStart() throws Exception {
    try (var pagerDuty = new PagerDutyRecorder();
        var server = new Prometheus("2.42");
        var daemon = new DaemonProcess(directory, configuration(server, pagerDuty))) {
      Files.writeString(directory.resolve("pagerduty.key"), "0123456789abcdef0123456789abcdef");
      server.growWal(4);
      server.start();
      server.awaitSamples();
      daemon.start();
      await("producing")
          .atMost(PATIENCE)
          .until(() -> daemon.site("ulsfo").getString("state").equals("producing"));
      server.kill();
      server.wal().removeMiddleSegment();

      try (var _ = server.restartLoop(Duration.ofMillis(100))) {
        await("the page").atMost(PATIENCE).until(() -> !pagerDuty.incidents().isEmpty());
      }

      assertThat(pagerDuty.incidents().getFirst().toString())
          .contains("does not start: its write-ahead log has a gap");
      assertThat(daemon.site("ulsfo").encode()).contains("does-not-start", "deadair tsdb plan");
    }
  }

  private static String configuration(Prometheus server, PagerDutyRecorder pagerDuty) {
    return """
    deadair {
      poll { interval = 1s, timeout = 900ms }
      window = 8s, warn-after = 4s, clear-after = 3s
      sites.ulsfo.instances = [{ url = "%s", log.file = "%s" }]
      receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
    }
    """
        .formatted(server.url(), server.logFile(), pagerDuty.url());
  }
}
