package dev.deadair.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.demo.PagerDutyContract.Ruling;
import dev.deadair.demo.PagerDutyEvent.Acknowledge;
import dev.deadair.demo.PagerDutyEvent.Resolve;
import dev.deadair.demo.PagerDutyEvent.Trigger;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerDutyContractTest {
  private static final Instant AT = Instant.parse("2026-11-23T06:30:00Z");
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Test
  void theThreeActionsAreAcceptedAsWhatTheyAre() {
    var trigger = trigger("dark");

    assertThat(accepted(trigger))
        .isEqualTo(
            new Trigger(AT, KEY, "dark", "eqsin is dark", "eqsin", "critical", trigger.encode()));
    assertThat(accepted(event("acknowledge", "dark"))).isInstanceOf(Acknowledge.class);
    assertThat(accepted(event("resolve", "dark"))).isInstanceOf(Resolve.class);
  }

  @Test
  void aTriggerWithoutAKeyGetsOneOfItsOwn() {
    var keyless = trigger("dark");
    keyless.remove("dedup_key");

    assertThat(accepted(keyless).dedupKey()).isNotBlank();
    assertThat(accepted(keyless).dedupKey()).isNotEqualTo(accepted(keyless).dedupKey());
  }

  @Test
  void aResolveNeedsAKey() {
    var keyless = event("resolve", "dark");
    keyless.remove("dedup_key");

    assertThat(rule(keyless))
        .isEqualTo(
            new Ruling.Refused(
                "invalid event",
                "Event object is invalid",
                List.of("'dedup_key' is missing or blank")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          routing_key            | "short"
          routing_key            | 7
          routing_key            | null
          event_action           | "open"
          event_action           | null
          dedup_key              | ""
          dedup_key              | 7
          payload                | null
          payload                | []
          payload.summary        | " "
          payload.source         | null
          payload.severity       | "page"
          payload.timestamp      | "yesterday"
          payload.timestamp      | "2026-11-23T06:30:00"
          payload.group          | 7
          payload.custom_details | "text"
          client                 | {}
          links                  | {}
          links                  | [{"text": "board"}]
          images                 | [{"src": "http://a/b.png"}]
          """)
  void whatItForbidsIsRefusedByName(String field, String value) {
    var event = trigger("dark");
    var inPayload = field.startsWith("payload.");
    var name = inPayload ? field.substring("payload.".length()) : field;
    (inPayload ? event.getJsonObject("payload") : event)
        .put(name, new JsonArray("[" + value + "]").getValue(0));

    assertThat(rule(event))
        .isInstanceOfSatisfying(
            Ruling.Refused.class,
            refused ->
                assertThat(refused.errors()).singleElement().asString().contains("'" + name + "'"));
  }

  @Test
  void everyOptionalFieldIsAccepted() {
    var event =
        trigger("dark")
            .put("client", "deadair")
            .put("client_url", "https://deadair.example")
            .put("links", new JsonArray("[{\"href\": \"https://deadair.example/eqsin\"}]"))
            .put("images", new JsonArray("[{\"src\": \"https://deadair.example/a.png\"}]"));
    event
        .getJsonObject("payload")
        .put("timestamp", "2015-07-17T08:42:58.315+0000")
        .put("component", "prometheus")
        .put("group", "ops")
        .put("class", "absent")
        .put("custom_details", new JsonObject("{\"replicas\": [\"a\", \"b\"], \"since\": null}"));

    assertThat(accepted(event)).isInstanceOf(Trigger.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T06:30:00Z",
        "2026-11-23T06:30:00.123456Z",
        "2026-11-23T06:30:00+01:00"
      })
  void timestampsAreIso8601WithAnOffset(String timestamp) {
    var event = trigger("dark");
    event.getJsonObject("payload").put("timestamp", timestamp);

    assertThat(accepted(event)).isInstanceOf(Trigger.class);
  }

  @Test
  void lengthsAreCheckedToTheCharacter() {
    assertThat(rule(trigger("k".repeat(255)))).isInstanceOf(Ruling.Accepted.class);
    assertThat(rule(trigger("k".repeat(256)))).isInstanceOf(Ruling.Refused.class);

    var event = trigger("dark");
    event.getJsonObject("payload").put("summary", "s".repeat(1024));
    assertThat(rule(event)).isInstanceOf(Ruling.Accepted.class);
    event.getJsonObject("payload").put("summary", "s".repeat(1025));
    assertThat(rule(event)).isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void anEventAbove512KilobytesIsRefused() {
    var event = trigger("dark");
    var padding = 512_000 - event.put("client", "").encode().length();

    assertThat(rule(event.put("client", "c".repeat(padding)))).isInstanceOf(Ruling.Accepted.class);
    assertThat(rule(event.put("client", "c".repeat(padding + 1))))
        .isInstanceOf(Ruling.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "7", "{} {}"})
  void whatIsNoJsonObjectIsUnrecognized(String body) {
    assertThat(rule("application/json", body))
        .isInstanceOfSatisfying(
            Ruling.Refused.class,
            refused -> assertThat(refused.status()).isEqualTo("Unrecognized object"));
  }

  @Test
  void theContentTypeIsJson() {
    var body = trigger("dark").encode();

    assertThat(rule("application/json; charset=utf-8", body)).isInstanceOf(Ruling.Accepted.class);
    assertThat(rule("text/plain", body)).isInstanceOf(Ruling.Refused.class);
    assertThat(rule("", body)).isInstanceOf(Ruling.Refused.class);
  }

  private static PagerDutyEvent accepted(JsonObject event) {
    return ((Ruling.Accepted) rule(event)).event();
  }

  private static Ruling rule(JsonObject event) {
    return rule("application/json", event.encode());
  }

  private static Ruling rule(String contentType, String body) {
    return PagerDutyContract.rule(
        new RecordingServer.Request(AT, contentType, Buffer.buffer(body)));
  }

  static JsonObject trigger(String dedupKey) {
    return event("trigger", dedupKey)
        .put(
            "payload",
            new JsonObject()
                .put("summary", "eqsin is dark")
                .put("source", "eqsin")
                .put("severity", "critical"));
  }

  private static JsonObject event(String action, String dedupKey) {
    return new JsonObject()
        .put("routing_key", KEY)
        .put("event_action", action)
        .put("dedup_key", dedupKey);
  }
}
