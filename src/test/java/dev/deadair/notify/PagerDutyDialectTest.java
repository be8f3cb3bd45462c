package dev.deadair.notify;

import static dev.deadair.notify.Dues.PAGERDUTY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.Page;
import dev.deadair.alert.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PagerDutyDialectTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final Due TRIGGER = Dues.trigger(PAGERDUTY, "eqsin");

  private final AtomicReference<String> key = new AtomicReference<>(KEY + "\n");
  private final PagerDutyDialect dialect =
      new PagerDutyDialect(URI.create("https://events.eu.pagerduty.com/v2/enqueue"), key::get);

  @Test
  void aTriggerSaysWhatIsWrongSinceWhenAndWhereToLook() {
    var event = event(TRIGGER, Form.FULL);
    var payload = event.getJsonObject("payload");

    assertThat(event)
        .contains(
            Map.entry("routing_key", KEY),
            Map.entry("event_action", "trigger"),
            Map.entry("dedup_key", TRIGGER.incident().key().value()),
            Map.entry("client", "deadair"),
            Map.entry("client_url", "https://deadair.example/#/sites/eqsin"));
    assertThat(payload)
        .contains(
            Map.entry("summary", TRIGGER.page().summary()),
            Map.entry("source", "eqsin"),
            Map.entry("severity", "critical"),
            Map.entry("timestamp", "2026-11-01T11:50:00Z"),
            Map.entry("component", "prometheus"),
            Map.entry("group", "eqsin"),
            Map.entry("class", "PrometheusSiteAbsent"));
    assertThat(payload.getJsonObject("custom_details"))
        .contains(
            Map.entry("description", TRIGGER.page().annotations().get("description")),
            Map.entry("alertname", "PrometheusSiteAbsent"));
  }

  @Test
  void linksAreThoseThatABrowserShouldFollow() {
    assertThat(event(TRIGGER, Form.FULL).getJsonArray("links"))
        .isEqualTo(
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("href", "https://runbooks.example/absent")
                        .put("text", "Runbook"))
                .add(
                    new JsonObject()
                        .put("href", "https://deadair.example/#/sites/eqsin")
                        .put("text", "Board")));
  }

  @Test
  void aResolveCarriesTheKeysAlone() {
    assertThat(event(Dues.resolve(PAGERDUTY, "eqsin"), Form.FULL))
        .isEqualTo(
            new JsonObject()
                .put("routing_key", KEY)
                .put("event_action", "resolve")
                .put("dedup_key", TRIGGER.incident().key().value()));
  }

  @Test
  void theMinimalFormIsWhatPagerDutyRequiresAndTheKey() {
    assertThat(event(TRIGGER, Form.MINIMAL))
        .isEqualTo(
            new JsonObject()
                .put("routing_key", KEY)
                .put("event_action", "trigger")
                .put("dedup_key", TRIGGER.incident().key().value())
                .put(
                    "payload",
                    new JsonObject()
                        .put("summary", TRIGGER.page().summary())
                        .put("source", "eqsin")
                        .put("severity", "critical")));
  }

  /** A heartbeat is Alertmanager's alone. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HEARTBEAT")
  void everySeverityIsOneThatPagerDutyKnows(AlertName name) {
    var due = Dues.due(PAGERDUTY, "eqsin", name, 1, Reason.FIRST);

    assertThat(event(due, Form.FULL).getJsonObject("payload").getString("severity"))
        .isEqualTo(name.severity().word())
        .isIn("critical", "error", "warning", "info");
  }

  @Test
  void aSummaryIsCutBetweenCharacters() {
    var due = Dues.saying(TRIGGER, new Page("x" + "🔥".repeat(800), Map.of(), Optional.empty()));
    var summary = event(due, Form.FULL).getJsonObject("payload").getString("summary");

    assertThat(summary).hasSizeBetween(1022, 1024).startsWith("x🔥").endsWith("🔥…");
  }

  @Test
  void anEventStaysBelow512Kilobytes() {
    var annotations = new HashMap<String, String>();
    for (var i = 0; i < 100; i++) {
      annotations.put("note" + i, "\u0001".repeat(100_000));
    }
    var due = Dues.saying(TRIGGER, new Page("it is dark", annotations, Optional.empty()));
    var json = dialect.request(due, Form.FULL, ManualClock.START.wall()).json().orElseThrow();

    assertThat(json.getBytes(UTF_8).length).isLessThan(512_000);
    assertThat(new JsonObject(json).getJsonObject("payload").getString("summary"))
        .isEqualTo("it is dark");
  }

  @Test
  void theRoutingKeyIsReadAtEachSend() {
    event(TRIGGER, Form.FULL);
    key.set("ffffffffffffffffffffffffffffffff");

    assertThat(event(TRIGGER, Form.FULL).getString("routing_key")).isEqualTo(key.get());
  }

  @Test
  void anEmptyRoutingKeyIsNotSent() {
    key.set("\n");

    assertThatThrownBy(() -> event(TRIGGER, Form.FULL)).isInstanceOf(UncheckedIOException.class);
  }

  private JsonObject event(Due due, Form form) {
    var request = dialect.request(due, form, ManualClock.START.wall());
    return new JsonObject(request.json().orElseThrow());
  }
}
