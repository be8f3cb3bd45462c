package dev.deadair.web;

import dev.deadair.view.View;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What every request must be that changes anything: ours to answer, and JSON where it says much.
 */
final class Actions {

  /** How long a turn may take to show what was asked; longer means that turns have stopped. */
  static final Duration DEADLINE = Duration.ofSeconds(3);

  private static final long LOOK_MILLIS = 50;
  private static final int LONGEST_TEXT = 1024;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Actions() {}

  /** The body, which must be a JSON object. */
  static JsonObject body(RoutingContext context) {
    var buffer = context.body().buffer();
    try {
      return buffer == null ? new JsonObject() : new JsonObject(buffer);
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalArgumentException("the body is no JSON object", e);
    }
  }

  /**
   * Lets through what no page of another origin could have sent. A browser says where a request
   * comes from; a form cannot say that it is JSON.
   */
  static Handler<RoutingContext> guarded(Handler<RoutingContext> action) {
    return context -> {
      var request = context.request();
      if (isForeign(request)) {
        Answers.error(context, 403, "only this board and tools may do that");
      } else if (!isJson(request) && context.body().length() > 0) {
        Answers.error(context, 415, "the body must be application/json");
      } else {
        action.handle(context);
      }
    };
  }

  /**
   * Answers with what {@code shown} finds once the turn that takes the order has ended; what is not
   * kept yet is said beside it.
   */
  static void answerOnce(
      RoutingContext context, Board board, Function<View, Optional<Object>> shown) {
    var until = System.nanoTime() + DEADLINE.toNanos();
    context
        .vertx()
        .setPeriodic(
            LOOK_MILLIS,
            timer -> {
              var view = board.view();
              var found = shown.apply(view);
              if (found.isPresent()) {
                context.vertx().cancelTimer(timer);
                Answers.data(context, found.get(), warnings(view));
              } else if (System.nanoTime() - until > 0) {
                context.vertx().cancelTimer(timer);
                Answers.error(context, 503, "no turn has taken it within 3 s; it may yet");
              }
            });
  }

  private static List<String> warnings(View view) {
    return view.storeProblem()
        .map(why -> List.of("a restart would forget this, the journal does not hold it: " + why))
        .orElse(List.of());
  }

  /** Refuses what is in none of {@code fields}. */
  static void requireKnown(JsonObject body, Set<String> fields) {
    for (var field : body.fieldNames()) {
      if (!fields.contains(field)) {
        throw new IllegalArgumentException("\"" + field + "\" is unknown; use " + fields);
      }
    }
  }

  /** The text of {@code field}, which must be there. */
  static String text(JsonObject body, String field) {
    if (!(body.getValue(field) instanceof String text)
        || text.isBlank()
        || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "\"" + field + "\" must be a text of 1 to " + LONGEST_TEXT + " characters");
    }
    return text.strip();
  }

  /** A name that nothing else has. */
  static String id() {
    var bytes = new byte[4];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static boolean isJson(HttpServerRequest request) {
    var type = request.getHeader("Content-Type");
    return type != null
        && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
  }

  private static boolean isForeign(HttpServerRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !Set.of("same-origin", "none").contains(site)) {
      return true;
    }
    var origin = request.getHeader("Origin");
    return origin != null && !isHere(origin, request);
  }

  private static boolean isHere(String origin, HttpServerRequest request) {
    try {
      return Objects.equals(URI.create(origin).getRawAuthority(), request.getHeader("Host"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
