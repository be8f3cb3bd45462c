package dev.deadair.app;

import static dev.deadair.app.PagedDaemon.KEY;
import static dev.deadair.app.PagedDaemon.PATIENCE;
import static dev.deadair.app.PagedDaemon.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.alert.Step;
import dev.deadair.parts.Alertmanager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What real Alertmanagers send to the packaged daemon: heartbeats and receipts. */
@Execution(ExecutionMode.CONCURRENT)
class WebhooksIT {

  @TempDir private Path directory;

  /** A server that nobody can reach, known by what a real Alertmanager sends on. */
  @Test
  void aHeartbeatThatComesIsDataAndOneThatStopsIsAPage() throws Exception {
    try (var scene = new PagedDaemon(directory);
        var alertmanager = new Alertmanager("0.25")) {
      scene.run(
          """
          sites.magru.groups.edge.instances = [{ name = prometheus7001, heartbeat = 10s }]
          receivers.pagerduty { url = "%s", routing-key-file = pagerduty.key }
          """
              .formatted(scene.pagerDuty.url()));
      alertmanager.configure(
          watchdog(scene.daemon.url("/api/v1/heartbeat/magru/edge/prometheus7001")));
      beat(alertmanager);
      scene.awaitState("magru", "producing");
      await("it goes on")
          .during(Duration.ofSeconds(20))
          .atMost(PATIENCE)
          .until(() -> scene.isState("magru", "producing"));
      assertThat(scene.pagerDuty.incidents()).isEmpty();

      alertmanager.kill();
      scene.awaitPage();
      var last = Instant.parse(scene.daemon.site("magru").getString("lastData"));
      assertThat(scene.pages().getFirst().triggeredAt())
          .as("deadline and window")
          .isBetween(last.plusSeconds(17), last.plusSeconds(60));

      beat(alertmanager);
      scene.awaitResolve();
      assertThat(scene.pages()).hasSize(1);
    }
  }

  /** The direct route follows after a minute where nothing proves that people were told. */
  @Test
  void aReceiptIsProofSoThatTheDirectRouteIsNotNeeded() throws Exception {
    try (var scene = new PagedDaemon(directory);
        var alertmanager = new Alertmanager("0.33")) {
      scene.run(
          """
          sites.eqsin.instances = ["http://127.0.0.1:1"]
          receivers {
            alertmanager { urls = ["%s"] }
            pagerduty { url = "%s", routing-key-file = pagerduty.key, after = 60s }
          }
          """
              .formatted(alertmanager.url(), scene.pagerDuty.url()));
      alertmanager.configure(
          Alertmanager.paging(scene.pagerDuty.url(), KEY, scene.daemon.url("/api/v1/receipt"))
              .replace(
                  "send_resolved: true}",
                  "send_resolved: true, http_config: {authorization: {credentials: %s}}}"
                      .formatted(TOKEN)));
      alertmanager.start();
      alertmanager.awaitReady();
      scene.awaitPage();

      await("the receipt")
          .atMost(PATIENCE)
          .until(() -> scene.incident().encode().contains("it told us too, for pager"));
      assertThat(scene.incident().encode()).contains(Step.Kind.NOTIFIED.word());
      assertThat(scene.incident().getString("dedupKey"))
          .isEqualTo(scene.pages().getFirst().dedupKey());
      await("the direct route keeps quiet")
          .during(Duration.ofSeconds(70))
          .atMost(PATIENCE)
          .until(() -> scene.pages().getFirst().log().size() == 1);
    }
  }

  private static void beat(Alertmanager alertmanager) {
    alertmanager.start();
    alertmanager.awaitReady();
    assertThat(
            alertmanager.post(
                "[{\"labels\": {\"alertname\": \"Watchdog\", \"prometheus\":"
                    + " \"prometheus7001\"}}]"))
        .isEqualTo(200);
  }

  private static String watchdog(String url) {
    return """
    route:
      receiver: deadair
      group_wait: 0s
      group_interval: 1s
      repeat_interval: 2s
    receivers:
      - name: deadair
        webhook_configs:
          - url: %s
            send_resolved: false
            http_config: {authorization: {credentials: %s}}
    """
        .formatted(url, TOKEN);
  }
}
