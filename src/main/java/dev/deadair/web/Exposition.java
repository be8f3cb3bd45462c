package dev.deadair.web;

import io.vertx.ext.web.RoutingContext;

/** {@code /metrics}: OpenMetrics for whoever asks for it, the text format for everybody else. */
final class Exposition {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Board board;
  private final Meters meters;

  Exposition(Board board, Meters meters) {
    this.board = board;
    this.meters = meters;
  }

  void mount(Routes routes) {
    routes.get("/metrics", this::answer);
  }

  private void answer(RoutingContext context) {
    var accept = context.request().getHeader("Accept");
    var type =
        accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    context
        .response()
        .putHeader("Content-Type", type)
        .putHeader("Cache-Control", "no-store")
        // What was counted comes last: it brings the line that ends an OpenMetrics exposition.
        .end(ViewMetrics.of(board.view()) + meters.exposition(type));
  }
}
