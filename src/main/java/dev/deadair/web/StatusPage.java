package dev.deadair.web;

import dev.deadair.view.MaintenanceView;
import dev.deadair.view.SiteView;
import dev.deadair.view.View;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What status pages of others show: a badge for each site and for all of them, and a summary
 * without addresses, errors or names of servers.
 */
final class StatusPage {

  /** A watcher turns every second; what is so much older says nothing of the present. */
  private static final Duration FRESH = Duration.ofSeconds(15);

  /** So that a page with many viewers does not ask for each of them. */
  private static final int KEPT_SECONDS = 10;

  private static final String ALL = "sites";
  private static final String STALE = "stale";
  private static final String SUFFIX = ".svg";
  private static final List<String> WORST_FIRST =
      List.of("absent", "stalled", "unknown", "producing");

  private final Board board;
  private final Supplier<Duration> age;

  /**
   * Those of {@code board}.
   *
   * @param age how long ago the latest turn was
   */
  StatusPage(Board board, Supplier<Duration> age) {
    this.board = board;
    this.age = age;
  }

  void mount(Routes routes) {
    routes.get("/badge.svg", this::all);
    routes.get("/badge/:name", this::one);
    routes.get("/api/v1/summary", this::summary);
  }

  private void all(RoutingContext context) {
    answer(context, ofAll());
  }

  private void one(RoutingContext context) {
    var file = String.valueOf(context.pathParam("name"));
    var name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    of(name)
        .ifPresentOrElse(
            svg -> answer(context, svg),
            () -> Answers.error(context, 404, "no site is named \"" + name + "\""));
  }

  /** The worst state there is, and how many sites are in it. */
  String ofAll() {
    var view = board.view();
    var state = worst(view);
    var many = count(view, state);
    return isStale()
        ? Badge.of(ALL, "", STALE)
        : Badge.of(ALL, state, many == view.sites().size() ? state : many + " " + state);
  }

  /** The badge of the site of that name; empty where there is none. */
  Optional<String> of(String name) {
    return board.view().sites().values().stream()
        .filter(each -> each.site().name().equals(name))
        .findFirst()
        .map(this::of);
  }

  private String of(SiteView site) {
    var name = site.site().name();
    var state = site.state().word();
    if (isStale()) {
      return Badge.of(name, "", STALE);
    }
    return site.blind().isEmpty()
        ? Badge.of(name, state, state)
        // Of one that we cannot see, green would say too much.
        : Badge.of(name, state.equals("producing") ? "" : state, state + ", blind");
  }

  private static void answer(RoutingContext context, String svg) {
    context
        .response()
        .putHeader("Content-Type", "image/svg+xml; charset=utf-8")
        .putHeader("Cache-Control", "public, max-age=" + KEPT_SECONDS)
        // It is made to stand on pages of others.
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
        .end(svg);
  }

  private void summary(RoutingContext context) {
    var view = board.view();
    if (!board.isReady()) {
      Answers.error(context, 503, "the first turn has not ended yet");
      return;
    }
    Answers.data(context, summary(view, isStale()), KEPT_SECONDS);
  }

  static JsonObject summary(View view, boolean stale) {
    var counts = new JsonObject();
    WORST_FIRST.forEach(state -> counts.put(state, count(view, state)));
    var maintained =
        view.maintenance().stream()
            .filter(MaintenanceView::isOn)
            .flatMap(each -> each.subject().ofSite().stream())
            .collect(Collectors.toSet());
    var sites = new JsonArray();
    for (var site : view.sites().values()) {
      sites.add(
          new JsonObject()
              .put("site", site.site().name())
              .put("state", site.state().word())
              .put("since", site.since().map(Json::time).orElse(null))
              .put("sighted", site.blind().isEmpty())
              .put("maintenance", maintained.contains(site.site())));
    }
    return new JsonObject()
        .put("state", worst(view))
        .put("stale", stale)
        .put("at", Json.time(view.at()))
        .put("counts", counts)
        .put("sites", sites);
  }

  private boolean isStale() {
    return age.get().compareTo(FRESH) > 0;
  }

  private static String worst(View view) {
    return WORST_FIRST.stream()
        .filter(state -> count(view, state) > 0)
        .findFirst()
        .orElse("unknown");
  }

  private static int count(View view, String state) {
    return (int)
        view.sites().values().stream().filter(each -> each.state().word().equals(state)).count();
  }
}
