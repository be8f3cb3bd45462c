package dev.deadair.web;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How we answer: Prometheus' envelope in the API, one line of text elsewhere, and safe headers. */
final class Answers {
  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  /** For a page that shows names and errors from elsewhere: nothing of theirs may ever run. */
  private static final Map<String, String> SAFE =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  /** How much of a body that is too large is read, and for how long, before we hang up. */
  private static final long LINGER_BYTES = 1 << 20;

  private static final Duration LINGER = Duration.ofSeconds(2);

  private Answers() {}

  /** The headers that every answer carries. */
  static void secure(HttpServerResponse response) {
    SAFE.forEach(response::putHeader);
  }

  /** 200 with {@code data}, a {@code JsonObject} or {@code JsonArray}, in the envelope. */
  static void data(RoutingContext context, Object data) {
    json(context, new JsonObject().put("status", "success").put("data", data));
  }

  /** The same, for whom a copy that is {@code seconds} old will do. */
  static void data(RoutingContext context, Object data, int seconds) {
    var body = new JsonObject().put("status", "success").put("data", data);
    json(context, body, "public, max-age=" + seconds);
  }

  /** The same, with what the caller should know beside it. */
  static void data(RoutingContext context, Object data, List<String> warnings) {
    var body = new JsonObject().put("status", "success").put("data", data);
    if (!warnings.isEmpty()) {
      body.put("warnings", new JsonArray(warnings));
    }
    json(context, body);
  }

  /** 200 or whatever status is set, with one line of text. */
  static void text(RoutingContext context, String line) {
    context
        .response()
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(line + "\n");
  }

  /** 200 with a Markdown document to keep. */
  static void markdown(RoutingContext context, String markdown) {
    context
        .response()
        .putHeader("Content-Type", "text/markdown; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(markdown);
  }

  /** An error as Prometheus' API words it; {@code status} says which. */
  static void error(RoutingContext context, int status, String error) {
    context.response().setStatusCode(status);
    if (!context.normalizedPath().contains("/api/")) {
      text(context, error);
      return;
    }
    json(
        context,
        new JsonObject()
            .put("status", "error")
            .put("errorType", errorType(status))
            .put("error", error));
  }

  /** What went wrong in a route, as an answer: known refusals as they are, bugs without detail. */
  static void failure(RoutingContext context) {
    if (context.response().headWritten()) {
      context.request().connection().close();
      return;
    }
    switch (context.statusCode()) {
      case 400 -> error(context, 400, "bad request");
      case 413 -> tooLarge(context);
      default -> {
        log.error("event=request-failed path={}", context.normalizedPath(), context.failure());
        error(context, 500, "internal error, see the log");
      }
    }
  }

  /**
   * Answers and reads on without keeping anything, since a connection closed on bytes that nobody
   * has read takes the answer with it; what neither ends nor stays small is hung up on.
   */
  private static void tooLarge(RoutingContext context) {
    var request = context.request();
    var unread = new AtomicLong(LINGER_BYTES);
    var timer = context.vertx().setTimer(LINGER.toMillis(), _ -> request.connection().close());
    request.connection().closeHandler(_ -> context.vertx().cancelTimer(timer));
    request.handler(
        some -> {
          if (unread.addAndGet(-some.length()) < 0) {
            request.connection().close();
          }
        });
    request.endHandler(_ -> request.connection().close());
    error(context, 413, "the body is larger than 64 KiB");
  }

  private static void json(RoutingContext context, JsonObject body) {
    json(context, body, "no-store");
  }

  private static void json(RoutingContext context, JsonObject body, String kept) {
    context
        .response()
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Cache-Control", kept)
        .end(body.toBuffer());
  }

  private static String errorType(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 500 -> "internal";
      case 503 -> "unavailable";
      default -> "bad_data";
    };
  }
}
