package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How each Alertmanager member routes, as it last said; a member that never said is not in it.
 *
 * <p>Not remembered by the journal: it is asked again soon after a start.
 */
public record Trees(Map<Route, Tree> byRoute) {

  public static final Trees NONE = new Trees(Map.of());

  public Trees {
    byRoute = Collections.unmodifiableMap(new LinkedHashMap<>(byRoute));
  }

  /** What a member said, and when it last said so. */
  public record Tree(Routes routes, Moment at) {}

  /** These trees after a member has said how it routes. */
  public Trees with(Route route, Routes routes, Moment at) {
    var next = new LinkedHashMap<>(byRoute);
    next.put(route, new Tree(routes, at));
    return new Trees(next);
  }

  /** How the Alertmanager behind {@code route} routes, as far as it ever said. */
  public Optional<Routes> of(Route route) {
    return Optional.ofNullable(byRoute.get(route)).map(Tree::routes);
  }
}
