package dev.deadair.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The routes, each at the root and again under the path of the external URL: a proxy in front may
 * cut that off or pass it on.
 */
final class Routes {
  private final Router router;
  private final List<String> prefixes = new ArrayList<>(List.of(""));
  private final Map<String, List<String>> methods = new LinkedHashMap<>();

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
    note(path, HttpMethod.GET, HttpMethod.HEAD);
  }

  /** For what changes something; whoever handles it sees to who may. */
  void post(String path, Handler<RoutingContext> handler) {
    on(HttpMethod.POST, path, Actions.guarded(handler));
  }

  void delete(String path, Handler<RoutingContext> handler) {
    on(HttpMethod.DELETE, path, Actions.guarded(handler));
  }

  /** The methods that are answered at {@code path}, for who tried another. */
  String allowed(String path) {
    return methods.entrySet().stream()
        .filter(each -> path.matches(".*" + each.getKey()))
        .flatMap(each -> each.getValue().stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private void on(HttpMethod method, String path, Handler<RoutingContext> handler) {
    for (var prefix : prefixes) {
      router.route(prefix + path).method(method).handler(handler);
    }
    note(path, method);
  }

  private void note(String path, HttpMethod... answered) {
    var pattern = path.replaceAll(":[a-z]+", "[^/]+");
    for (var method : answered) {
      methods.computeIfAbsent(pattern, _ -> new ArrayList<>()).add(method.name());
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
