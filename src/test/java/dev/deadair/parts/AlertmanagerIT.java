package dev.deadair.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deadair.demo.AlertNotification.Status;
import dev.deadair.demo.AlertRecorder;
import dev.deadair.demo.PagerDutyRecorder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerIT {
  private static final Duration SOON = Duration.ofSeconds(15);

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void tellsItsWebhookOfAnAlertAndItsEnd(String version) {
    tellsItsWebhook(version);
  }

  @Tag("full")
  @Test
  void soDoesTheVersionBetween() {
    tellsItsWebhook("0.28");
  }

  private static void tellsItsWebhook(String version) {
    try (var recorder = new AlertRecorder();
        var alertmanager = new Alertmanager(version)) {
      alertmanager.configure(Alertmanager.routingTo(recorder.url()));
      alertmanager.start();
      alertmanager.awaitReady();
      var onset = Instant.parse("2026-01-01T00:00:00Z");

      assertThat(alertmanager.post(alert(onset, Instant.now().plusSeconds(60)))).isEqualTo(200);
      await().atMost(SOON).until(() -> recorder.notifications().size() == 1);
      assertThat(alertmanager.alerts()).contains("\"site\":\"eqsin\"");
      alertmanager.post(alert(onset, onset.plusSeconds(1)));
      await().atMost(SOON).until(() -> recorder.notifications().size() == 2);

      assertThat(recorder.notifications())
          .extracting(notification -> notification.alerts().getFirst())
          .allSatisfy(alert -> assertThat(alert.labels()).containsEntry("site", "eqsin"))
          .allSatisfy(alert -> assertThat(alert.startsAt()).isEqualTo(onset))
          .extracting(alert -> alert.status())
          .containsExactly(Status.FIRING, Status.RESOLVED);
    }
  }

  /** Its PagerDuty notifier is the one client that we know PagerDuty accepts. */
  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void pagesAndResolvesWithTheRecordingPagerDuty(String version) {
    try (var recorder = new PagerDutyRecorder();
        var alertmanager = new Alertmanager(version)) {
      alertmanager.configure(
          """
          route: {receiver: pagerduty, group_by: [alertname, site], group_wait: 0s, group_interval: 1s}
          receivers:
            - name: pagerduty
              pagerduty_configs:
                - {url: "%s", routing_key: "0123456789abcdef0123456789abcdef"}
          """
              .formatted(recorder.url()));
      alertmanager.start();
      alertmanager.awaitReady();
      var onset = Instant.now().minusSeconds(60);

      alertmanager.post(alert(onset, Instant.now().plusSeconds(60)));
      await().atMost(SOON).until(() -> recorder.incidents().size() == 1);
      assertThat(recorder.incidents().getFirst().isOpen()).isTrue();
      alertmanager.post(alert(onset, onset.plusSeconds(1)));
      await().atMost(SOON).until(() -> !recorder.incidents().getFirst().isOpen());

      assertThat(recorder.refusals()).isEmpty();
      assertThat(recorder.incidents()).hasSize(1);
    }
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {"0.25", "0.33"})
  void membersOfAClusterPageOnce(String version) {
    try (var recorder = new AlertRecorder();
        var first = new Alertmanager(version);
        var second = new Alertmanager(version)) {
      Alertmanager.cluster(first, second);
      for (var member : new Alertmanager[] {first, second}) {
        member.configure(Alertmanager.routingTo(recorder.url()));
        member.start();
      }
      first.awaitReady();
      second.awaitReady();
      var onset = Instant.now().minusSeconds(60);

      first.post(alert(onset, Instant.now().plusSeconds(600)));
      second.post(alert(onset, Instant.now().plusSeconds(600)));

      await().atMost(Duration.ofSeconds(30)).until(() -> recorder.notifications().size() == 1);
      await()
          .during(Duration.ofSeconds(20)) // the second member's turn, 15 s later
          .atMost(Duration.ofSeconds(21))
          .until(() -> recorder.notifications().size() == 1);
    }
  }

  private static String alert(Instant startsAt, Instant endsAt) {
    return """
    [{"labels": {"alertname": "PrometheusSiteAbsent", "site": "eqsin", "severity": "critical"},
      "annotations": {"summary": "eqsin is dark"}, "startsAt": "%s", "endsAt": "%s"}]
    """
        .formatted(startsAt, endsAt);
  }
}
