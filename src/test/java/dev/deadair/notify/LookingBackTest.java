package dev.deadair.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Holding;
import dev.deadair.alert.Tally;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LookingBackTest {
  private static final Map<String, String> LABELS =
      new TreeMap<>(Map.of("alertname", "PrometheusSiteAbsent", "site", "eq\"sin"));

  @Test
  void onlyTheAlertItselfIsAskedFor() {
    assertThat(HeldAlerts.query(URI.create("http://am1:9093/api/v2/alerts"), LABELS))
        .hasToString(
            "http://am1:9093/api/v2/alerts"
                + "?filter=alertname%3D%22PrometheusSiteAbsent%22&filter=site%3D%22eq%5C%22sin%22");
  }

  @Test
  void anAlertIsHeldAsItsStatusSays() {
    assertThat(HeldAlerts.in(list("active", "", ""), LABELS))
        .contains(new Holding.As.Active(Set.of("pager")));
    assertThat(HeldAlerts.in(list("suppressed", "\"id\"", ""), LABELS))
        .contains(new Holding.As.Silenced(Set.of("id")));
    assertThat(HeldAlerts.in(list("suppressed", "", "\"other\""), LABELS))
        .contains(new Holding.As.Inhibited());
    assertThat(HeldAlerts.in("[]", LABELS)).contains(new Holding.As.Missing());
  }

  @Test
  void oneOfAnotherSubjectIsAnother() {
    var ofOneSite = list("active", "", "");
    var ofTheWatcher = Map.of("alertname", "PrometheusSiteAbsent");

    assertThat(HeldAlerts.in(ofOneSite, ofTheWatcher)).contains(new Holding.As.Missing());
  }

  @Test
  void whatSaysNothingIsNothing() {
    assertThat(HeldAlerts.in(list("unprocessed", "", ""), LABELS)).isEmpty();
    assertThat(HeldAlerts.in("", LABELS)).isEmpty();
    assertThat(HeldAlerts.in("{\"code\": 1}", LABELS)).isEmpty();
    assertThat(HeldAlerts.in("[{\"labels\":", LABELS)).isEmpty();
  }

  @Test
  void countersAreSummedByIntegrationWhateverOtherLabelsTheyHave() {
    assertThat(
            Counters.in(
                """
                # TYPE alertmanager_notification_requests_total counter
                alertmanager_notification_requests_total{integration="pagerduty"} 3
                alertmanager_notification_requests_total{integration="webhook",receiver_name="a"} 1
                alertmanager_notification_requests_total{integration="webhook",receiver_name="b"} 2
                alertmanager_notification_requests_failed_total{integration="pagerduty"} 2
                alertmanager_notifications_total{integration="pagerduty"} 9
                alertmanager_notifications_failed_total{integration="pagerduty",reason="other"} 1
                alertmanager_notifications_suppressed_total{reason="silence"} 5
                """))
        .isEqualTo(
            Map.of(
                "pagerduty", new Tally.Count(3, 2, 9, 1), "webhook", new Tally.Count(3, 0, 0, 0)));
    assertThat(Counters.in("<html>")).isEmpty();
  }

  private static String list(String state, String silencedBy, String inhibitedBy) {
    return """
    [{"labels": {"alertname": "PrometheusSiteAbsent", "site": "eq\\"sin", "team": "sre"},
      "receivers": [{"name": "pager"}],
      "status": {"state": "%s", "silencedBy": [%s], "inhibitedBy": [%s]}}]
    """
        .formatted(state, silencedBy, inhibitedBy);
  }
}
