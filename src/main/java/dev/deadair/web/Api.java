package dev.deadair.web;

import dev.deadair.view.View;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The questions of {@code /api/v1} and the health checks, all answered from the view. */
final class Api {
  private final Board board;

  Api(Board board) {
    this.board = board;
  }

  void mount(Routes routes) {
    routes.get("/-/healthy", context -> Answers.text(context, "deadair is healthy."));
    routes.get("/-/ready", onceReady(context -> Answers.text(context, "deadair is ready.")));
    routes.get("/api/v1/status", all(Json::view));
    routes.get("/api/v1/sites", all(Json::sites));
    routes.get("/api/v1/sites/:name", one("site", Json::site));
    routes.get("/api/v1/board", all(Brief::all));
    routes.get("/api/v1/routes", all(Json::routes));
  }

  private Handler<RoutingContext> all(Function<View, Object> shown) {
    return onceReady(context -> Answers.data(context, shown.apply(board.view())));
  }

  private Handler<RoutingContext> one(
      String kind, BiFunction<View, String, Optional<JsonObject>> shown) {
    return onceReady(
        context -> {
          var name = context.pathParam("name");
          shown
              .apply(board.view(), name)
              .ifPresentOrElse(
                  data -> Answers.data(context, data),
                  () -> Answers.error(context, 404, "no " + kind + " is named \"" + name + "\""));
        });
  }

  /** Before the first turn nothing is known, which is not the same as having no sites. */
  private Handler<RoutingContext> onceReady(Handler<RoutingContext> handler) {
    return context -> {
      if (board.isReady()) {
        handler.handle(context);
      } else {
        Answers.error(context, 503, "the first turn has not ended yet");
      }
    };
  }
}
