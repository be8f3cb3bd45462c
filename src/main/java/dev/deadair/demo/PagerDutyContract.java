package dev.deadair.demo;

import dev.deadair.demo.PagerDutyEvent.Acknowledge;
import dev.deadair.demo.PagerDutyEvent.Resolve;
import dev.deadair.demo.PagerDutyEvent.Trigger;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * One request held against PagerDuty's Events API v2 as published: its reference, and its OpenAPI
 * description ({@code PagerDuty/api-schema}, {@code events-v2}), which knows 202 and 400 only.
 */
final class PagerDutyContract {
  /** What the contract makes of a request. */
  sealed interface Ruling {
    /** 202. */
    record Accepted(PagerDutyEvent event) implements Ruling {}

    /** 400, which its sender is told not to repeat. */
    record Refused(String status, String message, List<String> errors) implements Ruling {}
  }

  /** 512 KB, as Alertmanager reads it: in thousands. */
  private static final int BODY_LIMIT = 512_000;

  private static final int DEDUP_KEY_LIMIT = 255;
  private static final int SUMMARY_LIMIT = 1024;
  private static final List<String> ACTIONS = List.of("trigger", "acknowledge", "resolve");
  private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

  /** PagerDuty's own example writes the offset without a colon. */
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter(Locale.ROOT);

  private final JsonObject sent;
  private final List<String> errors = new ArrayList<>();

  private PagerDutyContract(JsonObject sent) {
    this.sent = sent;
  }

  static Ruling rule(RecordingServer.Request request) {
    var mediaType = request.contentType().split(";", 2)[0].strip();
    if (!mediaType.equalsIgnoreCase("application/json")) {
      return unrecognized("Content-Type is not application/json");
    }
    if (request.body().length() > BODY_LIMIT) {
      return unrecognized("Event is larger than 512 KB");
    }
    JsonObject sent;
    try {
      sent = new JsonObject(request.body());
    } catch (DecodeException _) {
      return unrecognized("JSON parse error");
    }
    return new PagerDutyContract(sent).rule(request.at(), request.body().toString());
  }

  private static Ruling unrecognized(String error) {
    return new Ruling.Refused(
        "Unrecognized object", "Event object format is unrecognized", List.of(error));
  }

  private Ruling rule(Instant at, String body) {
    checkEvent();
    if (!errors.isEmpty()) {
      return new Ruling.Refused("invalid event", "Event object is invalid", List.copyOf(errors));
    }
    var routingKey = sent.getString("routing_key");
    var dedupKey = sent.getString("dedup_key", UUID.randomUUID().toString());
    return new Ruling.Accepted(
        switch (sent.getString("event_action")) {
          case "acknowledge" -> new Acknowledge(at, routingKey, dedupKey, body);
          case "resolve" -> new Resolve(at, routingKey, dedupKey, body);
          default -> {
            var payload = sent.getJsonObject("payload");
            yield new Trigger(
                at,
                routingKey,
                dedupKey,
                payload.getString("summary"),
                payload.getString("source"),
                payload.getString("severity"),
                body);
          }
        });
  }

  private void checkEvent() {
    if (!(sent.getValue("routing_key") instanceof String key && key.length() == 32)) {
      errors.add("Length of 'routing_key' is incorrect (should be 32 characters)");
    }
    checkChoice(sent, "event_action", ACTIONS);
    var trigger = "trigger".equals(sent.getValue("event_action"));
    if (!trigger || sent.containsKey("dedup_key")) {
      checkRequired(sent, "dedup_key", DEDUP_KEY_LIMIT);
    }
    if (trigger || sent.containsKey("payload")) {
      checkPayload();
    }
    checkOptional(sent, "client");
    checkOptional(sent, "client_url");
    checkAttachments("links", "href", "");
    checkAttachments("images", "src", "https://");
  }

  private void checkPayload() {
    if (!(sent.getValue("payload") instanceof JsonObject payload)) {
      errors.add("'payload' is missing or no object");
      return;
    }
    checkRequired(payload, "summary", SUMMARY_LIMIT);
    checkRequired(payload, "source", Integer.MAX_VALUE);
    checkChoice(payload, "severity", SEVERITIES);
    checkTimestamp(payload);
    checkOptional(payload, "component");
    checkOptional(payload, "group");
    checkOptional(payload, "class");
    var details = payload.getValue("custom_details");
    if (details != null && !(details instanceof JsonObject)) {
      errors.add("'custom_details' is no object");
    }
  }

  private void checkRequired(JsonObject object, String field, int limit) {
    if (!(object.getValue(field) instanceof String text) || text.isBlank()) {
      errors.add("'%s' is missing or blank".formatted(field));
    } else if (text.length() > limit) {
      errors.add("'%s' is longer than %d characters".formatted(field, limit));
    }
  }

  private void checkOptional(JsonObject object, String field) {
    var value = object.getValue(field);
    if (value != null && !(value instanceof String)) {
      errors.add("'%s' is no string".formatted(field));
    }
  }

  private void checkChoice(JsonObject object, String field, List<String> choices) {
    if (!(object.getValue(field) instanceof String text) || !choices.contains(text)) {
      errors.add("'%s' is none of %s".formatted(field, String.join(", ", choices)));
    }
  }

  private void checkTimestamp(JsonObject payload) {
    var timestamp = payload.getValue("timestamp");
    if (timestamp == null) {
      return;
    }
    try {
      OffsetDateTime.parse(timestamp.toString(), TIMESTAMP);
    } catch (DateTimeParseException _) {
      errors.add("'timestamp' is no ISO 8601 date and time");
    }
  }

  private void checkAttachments(String field, String address, String scheme) {
    if (!sent.containsKey(field)) {
      return;
    }
    if (!(sent.getValue(field) instanceof JsonArray attachments)) {
      errors.add("'%s' is no array".formatted(field));
      return;
    }
    for (var attachment : attachments) {
      if (!(attachment instanceof JsonObject object)
          || !(object.getValue(address) instanceof String url)
          || !url.startsWith(scheme)) {
        errors.add("'%s' needs a '%s' in each entry".formatted(field, scheme + address));
        return;
      }
    }
  }
}
