package dev.deadair.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.alert.Due;
import dev.deadair.liveness.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A program of the operator's: JSON by POST, any 2xx is an acceptance.
 *
 * <p>{@code Deadair-Timestamp} is the Unix time of the attempt, {@code Deadair-Signature} is {@code
 * sha256=} and the hex HMAC-SHA256 of timestamp, a full stop and the body, and {@code
 * Idempotency-Key} is the same for every attempt to say the same.
 */
final class WebhookDialect implements Dialect {

  private final URI url;
  private final Optional<Supplier<String>> secret;
  private final Supplier<Moment> clock;

  WebhookDialect(URI url, Optional<Supplier<String>> secret, Supplier<Moment> clock) {
    this.url = url;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public Optional<Request> clockRequest() {
    return Optional.empty();
  }

  @Override
  public boolean accepts(int answered) {
    return answered >= 200 && answered < 300;
  }

  @Override
  public Request request(Due due, Form form, Instant memberNow) {
    var body = json(due, form);
    var timestamp = Long.toString(clock.get().wall().getEpochSecond());
    var headers = new LinkedHashMap<String, String>();
    headers.put("Deadair-Timestamp", timestamp);
    headers.put("Idempotency-Key", idempotencyKey(due));
    var request = Request.post(url, body);
    if (secret.isEmpty()) {
      return request.with(headers);
    }
    var key = secret.get().get().strip();
    if (key.isEmpty()) {
      throw new UncheckedIOException(new IOException("the secret is empty"));
    }
    headers.put("Deadair-Signature", "sha256=" + hmac(key, timestamp + "." + body));
    return request.with(headers).with(key);
  }

  /** A reminder is another telling, an attempt that is repeated is not. */
  private static String idempotencyKey(Due due) {
    var told = due.incident().told().get(due.route());
    var telling =
        told == null
            ? ""
            : told.acceptedAt().map(at -> "-" + at.wall().getEpochSecond()).orElse("");
    return due.incident().id() + "-" + due.generation() + "-" + status(due) + telling;
  }

  private static String status(Due due) {
    return due.resolves() ? "resolved" : "firing";
  }

  private static String json(Due due, Form form) {
    var incident = due.incident();
    return Json.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("version", "1");
          json.writeStringField("status", status(due));
          json.writeStringField("reason", due.reason().word());
          json.writeStringField("incident", incident.id().value());
          json.writeStringField("dedupKey", due.key().value());
          json.writeStringField("alertname", incident.alert().name().label());
          json.writeStringField("severity", due.severity().word());
          json.writeStringField("since", incident.since().toString());
          json.writeStringField("openedAt", incident.openedAt().wall().toString());
          if (incident.resolvedAt().isPresent()) {
            json.writeStringField("resolvedAt", incident.resolvedAt().get().toString());
          }
          json.writeStringField("summary", due.page().summary());
          var labels = new LinkedHashMap<String, String>(due.receiver().labels());
          labels.putAll(incident.alert().labels());
          Json.strings(json, "labels", labels);
          if (form == Form.FULL) {
            Json.strings(json, "annotations", due.page().annotations());
            Json.strings(json, "links", links(due));
          }
          json.writeEndObject();
        });
  }

  private static Map<String, String> links(Due due) {
    var links = new LinkedHashMap<String, String>();
    Links.of(due.page()).forEach((name, to) -> links.put(name, to.toString()));
    return links;
  }

  private static String hmac(String key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
