package dev.deadair.demo;

import dev.deadair.demo.AlertNotification.Alert;
import dev.deadair.demo.AlertNotification.Status;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * An endpoint on loopback for Alertmanager's webhook receiver, which keeps what it was notified of.
 *
 * <p>Safe to ask from any thread while it serves.
 */
public final class AlertRecorder implements AutoCloseable {
  private final List<AlertNotification> notifications = new CopyOnWriteArrayList<>();
  private final List<Consumer<AlertNotification>> listeners = new CopyOnWriteArrayList<>();
  private final RecordingServer server = RecordingServer.listen("/alerts", this::record);

  /** What a {@code webhook_configs} entry's {@code url} is set to. */
  public String url() {
    return server.url();
  }

  /** Every notification, in order of arrival. */
  public List<AlertNotification> notifications() {
    return List.copyOf(notifications);
  }

  /** When each request arrived, failed ones included. */
  public List<Instant> attempts() {
    return server.attempts();
  }

  /** Fails the next requests, in place of whatever was ordered before; zero ends a failure. */
  public void failNext(int requests, Fault fault) {
    server.failNext(requests, fault);
  }

  /** Calls the listener with each notification, on the server's thread, before it is answered. */
  public void onNotification(Consumer<AlertNotification> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    server.close();
  }

  private RecordingServer.Reply record(RecordingServer.Request request) {
    AlertNotification notification;
    try {
      notification = notification(request.at(), new JsonObject(request.body()));
    } catch (RuntimeException e) {
      // However the message is wrong, its sender is told.
      return new RecordingServer.Reply(400, new JsonObject().put("error", e.toString()));
    }
    notifications.add(notification);
    listeners.forEach(listener -> listener.accept(notification));
    return new RecordingServer.Reply(200, new JsonObject());
  }

  private static AlertNotification notification(Instant at, JsonObject message) {
    return new AlertNotification(
        at,
        message.getString("receiver"),
        status(message),
        message.getString("groupKey"),
        strings(message.getJsonObject("groupLabels")),
        message.getJsonArray("alerts").stream().map(alert -> alert((JsonObject) alert)).toList());
  }

  private static Alert alert(JsonObject alert) {
    return new Alert(
        status(alert),
        strings(alert.getJsonObject("labels")),
        strings(alert.getJsonObject("annotations")),
        instant(alert.getString("startsAt")),
        instant(alert.getString("endsAt")));
  }

  private static Status status(JsonObject object) {
    return Status.valueOf(object.getString("status").toUpperCase(Locale.ROOT));
  }

  private static Map<String, String> strings(JsonObject object) {
    return object.stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> (String) e.getValue()));
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
