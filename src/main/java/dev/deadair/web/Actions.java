package dev.deadair.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What every request must be that changes anything: ours to answer, and JSON where it says much.
 */
final class Actions {

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
