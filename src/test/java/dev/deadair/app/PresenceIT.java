package dev.deadair.app;

import static dev.deadair.app.PagedDaemon.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.parts.Alertmanager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code DeadairHeartbeat} of the packaged daemon, through a real Alertmanager. */
@Execution(ExecutionMode.CONCURRENT)
class PresenceIT {

  @TempDir private Path directory;

  @Test
  void aDeadMansSwitchBehindAnAlertmanagerIsPingedWhileWeAreThere() throws Exception {
    try (var scene = new PagedDaemon(directory);
        var pings = new DeadMan();
        var alertmanager = started(pings)) {
      run(scene, alertmanager);

      await("pings").atMost(PATIENCE).until(() -> pings.count() >= 3);
      assertThat(alertmanager.alerts()).contains("DeadairHeartbeat");
      assertThat(scene.pages()).isEmpty();
    }
  }

  @Tag("full")
  @Test
  void theyEndFourMinutesAfterWeDo() throws Exception {
    try (var scene = new PagedDaemon(directory);
        var pings = new DeadMan();
        var alertmanager = started(pings)) {
      run(scene, alertmanager);
      await("pings").atMost(PATIENCE).until(() -> pings.count() >= 3);

      scene.daemon.kill();
      var died = Instant.now();
      await("no ping any more")
          .during(Duration.ofSeconds(15))
          .pollInterval(Duration.ofSeconds(5))
          .atMost(Duration.ofMinutes(6))
          .until(pings::isQuiet);

      assertThat(Duration.between(died, Instant.now())).isGreaterThan(Duration.ofMinutes(3));
    }
  }

  private static void run(PagedDaemon scene, Alertmanager alertmanager) throws Exception {
    scene.run(
        """
        sites.eqsin.instances = ["http://127.0.0.1:1"]
        sites.eqsin.expected-from = 2100-01-01
        receivers {
          alertmanager { urls = ["%s"], min-severity = critical }
          pagerduty { url = "%s", routing-key-file = pagerduty.key }
        }
        """
            .formatted(alertmanager.url(), scene.pagerDuty.url()));
  }

  private static Alertmanager started(DeadMan pings) {
    var alertmanager = new Alertmanager("0.25");
    alertmanager.configure(
        """
        route:
          receiver: nobody
          routes:
            - matchers: ['alertname="DeadairHeartbeat"']
              receiver: dead-mans-switch
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 2s
        receivers:
          - name: nobody
          - name: dead-mans-switch
            webhook_configs: [{url: "%s", send_resolved: false}]
        """
            .formatted(pings.url()));
    alertmanager.start();
    alertmanager.awaitReady();
    return alertmanager;
  }
}
