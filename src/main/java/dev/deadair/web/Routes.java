package dev.deadair.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The routes, each at the root and again under the path of the external URL: a proxy in front may
 * cut that off or pass it on.
 */
final class Routes {
  private final Router router;
  private final List<String> prefixes = new ArrayList<>(List.of(""));

  Routes(Router router, Optional<URI> externalUrl) {
    this.router = router;
    externalUrl
        .map(URI::getPath)
        .map(path -> path.replaceAll("/+$", ""))
        .filter(path -> !path.isEmpty())
        .ifPresent(this::alsoUnder);
  }

  void get(String path, Handler<RoutingContext> handler) {
    for (var prefix : prefixes) {
      router.route(prefix + path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }
  }

  private void alsoUnder(String prefix) {
    prefixes.add(prefix);
    // Without the slash the board's relative links would point beside it.
    router
        .route(prefix)
        .method(HttpMethod.GET)
        .handler(
            context -> {
              if (prefix.equals(context.request().path())) {
                context.redirect(prefix + "/");
              } else {
                context.next();
              }
            });
  }
}
