package dev.deadair.notify;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.deadair.alert.Due;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.SiteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * PagerDuty's Events API v2 towards one integration: a trigger opens an incident or adds to the one
 * that is open under its key, a resolve closes it or is dropped.
 */
final class PagerDutyDialect implements Dialect {

  /** 512 KB, read as thousands. */
  private static final int BODY_LIMIT = 512_000;

  private static final int SUMMARY_LIMIT = 1024;
  private static final int DETAIL_LIMIT = 16 * 1024;

  private final URI url;
  private final Supplier<String> routingKey;

  PagerDutyDialect(URI url, Supplier<String> routingKey) {
    this.url = url;
    this.routingKey = routingKey;
  }

  @Override
  public Optional<Request> clockRequest() {
    return Optional.empty();
  }

  @Override
  public Request request(Due due, Form form, Instant memberNow) {
    var key = routingKey.get().strip();
    if (key.isEmpty()) {
      throw new UncheckedIOException(new IOException("the routing key is empty"));
    }
    var full = form == Form.FULL ? json(due, Form.FULL, key) : "";
    var fits = form == Form.FULL && Json.bytes(full) <= BODY_LIMIT;
    return Request.post(url, fits ? full : json(due, Form.MINIMAL, key)).with(key);
  }

  @Override
  public boolean accepts(int answered) {
    return answered == 202;
  }

  private static String json(Due due, Form form, String key) {
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("routing_key", key);
          json.writeStringField("event_action", due.resolves() ? "resolve" : "trigger");
          json.writeStringField("dedup_key", due.key().value());
          if (!due.resolves()) {
            payload(json, due, form);
            if (form == Form.FULL) {
              links(json, due);
            }
          }
          json.writeEndObject();
        });
  }

  private static void payload(JsonGenerator json, Due due, Form form) throws IOException {
    var alert = due.incident().alert();
    json.writeObjectFieldStart("payload");
    json.writeStringField("summary", Excerpt.ofChars(due.page().summary(), SUMMARY_LIMIT));
    json.writeStringField("source", alert.subject().toString());
    json.writeStringField("severity", severity(due.severity()));
    if (form == Form.FULL) {
      json.writeStringField(
          "timestamp", due.incident().since().truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField("component", "prometheus");
      json.writeStringField("group", alert.site().map(SiteId::name).orElse("deadair"));
      json.writeStringField("class", alert.name().label());
      Json.strings(json, "custom_details", details(due));
    }
    json.writeEndObject();
  }

  private static void links(JsonGenerator json, Due due) throws IOException {
    var links = Links.of(due.page());
    json.writeStringField("client", "deadair");
    if (links.containsKey("Board")) {
      json.writeStringField("client_url", links.get("Board").toString());
    }
    json.writeArrayFieldStart("links");
    for (var link : links.entrySet()) {
      json.writeStartObject();
      json.writeStringField("href", link.getValue().toString());
      json.writeStringField("text", link.getKey());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The page's annotations, and the labels that other receivers get, for rules to match on. */
  private static Map<String, String> details(Due due) {
    var details = new LinkedHashMap<>(due.page().annotations());
    due.incident().alert().labels().forEach(details::putIfAbsent);
    due.receiver().labels().forEach(details::putIfAbsent);
    details.replaceAll((_, text) -> Excerpt.ofBytes(text, DETAIL_LIMIT));
    return details;
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "critical";
      case WARNING -> "warning";
      case NONE -> "info";
    };
  }
}
