package dev.deadair.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.alert.Receipt;
import dev.deadair.alert.Receipt.Notified;
import dev.deadair.liveness.InstanceId;
import dev.deadair.turn.Fact;
import dev.deadair.view.InstanceView;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Alertmanagers send us: receipts of what they notify, and the heartbeats of servers that
 * cannot be reached. Both need the bearer: a forged one would keep a page back.
 */
final class Webhooks {

  private static final String BEARER = "Bearer ";

  private final Board board;
  private final Intake intake;

  Webhooks(Board board, Intake intake) {
    this.board = board;
    this.intake = intake;
  }

  void mount(Routes routes) {
    routes.post("/api/v1/receipt", allowed(this::receipt));
    routes.post("/api/v1/heartbeat/:site/:group/:instance", allowed(this::heartbeat));
  }

  private Handler<RoutingContext> allowed(Handler<RoutingContext> handler) {
    return context -> {
      var refusal = refusal(context);
      if (refusal.isPresent()) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        Answers.error(context, 401, refusal.get());
        return;
      }
      try {
        handler.handle(context);
      } catch (IllegalArgumentException | ClassCastException e) {
        Answers.error(context, 400, "this is no notification of an Alertmanager's webhook");
      }
    };
  }

  private Optional<String> refusal(RoutingContext context) {
    if (intake.token().isEmpty()) {
      return Optional.of("web.receipt-token-file is not set, so nobody is let in");
    }
    var given = String.valueOf(context.request().getHeader("Authorization"));
    var wanted = BEARER + intake.token().get().get();
    return MessageDigest.isEqual(digest(given), digest(wanted))
        ? Optional.empty()
        : Optional.of("the bearer is not the one of web.receipt-token-file");
  }

  /** Of one length, so that the time to compare tells nothing. */
  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void receipt(RoutingContext context) {
    var body = Actions.body(context);
    var receipt =
        new Receipt(
            intake.clock().get(), text(body, "receiver"), text(body, "groupKey"), alerts(body));
    if (receipt.groupKey().isEmpty()) {
      throw new IllegalArgumentException("no groupKey");
    }
    intake.facts().accept(new Fact.Received(receipt));
    Answers.data(context, new JsonObject());
  }

  private void heartbeat(RoutingContext context) {
    var name =
        "%s/%s/%s"
            .formatted(
                context.pathParam("site"),
                context.pathParam("group"),
                context.pathParam("instance"));
    var heard = heard(name);
    if (heard.isEmpty()) {
      Answers.error(context, 404, "no instance with a heartbeat is named \"" + name + "\"");
      return;
    }
    var beats = alerts(Actions.body(context)).stream().anyMatch(Notified::firing);
    if (beats) {
      intake.facts().accept(new Fact.Beat(heard.get(), intake.clock().get()));
    }
    Answers.data(context, new JsonObject().put("counts", beats));
  }

  private Optional<InstanceId> heard(String name) {
    return board.view().sites().values().stream()
        .flatMap(site -> site.groups().stream())
        .flatMap(group -> group.instances().stream())
        .filter(InstanceView::isHeard)
        .map(InstanceView::instance)
        .filter(id -> id.toString().equals(name))
        .findFirst();
  }

  private static List<Notified> alerts(JsonObject body) {
    var alerts = new ArrayList<Notified>();
    var array = Optional.ofNullable(body.getJsonArray("alerts")).orElseGet(JsonArray::new);
    for (var each : array) {
      if (!(each instanceof JsonObject alert)) {
        throw new IllegalArgumentException("an alert that is no object");
      }
      var firing = "firing".equals(text(alert, "status"));
      alerts.add(new Notified(labels(alert), firing, instant(text(alert, "startsAt"))));
    }
    if (alerts.isEmpty()) {
      throw new IllegalArgumentException("no alerts");
    }
    return alerts;
  }

  /** The text of {@code field}, which need not be there. */
  private static String text(JsonObject object, String field) {
    if (object.getValue(field, "") instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(field + " is no text");
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> labels(JsonObject alert) {
    var labels = Optional.ofNullable(alert.getJsonObject("labels")).orElseGet(JsonObject::new);
    return labels.fieldNames().stream()
        .collect(Collectors.toMap(name -> name, name -> text(labels, name)));
  }
}
