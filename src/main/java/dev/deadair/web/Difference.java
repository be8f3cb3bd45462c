package dev.deadair.web;

import dev.deadair.view.View;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One event: the turn, and what it shows that the view before did not.
 *
 * <p>{@code sites} holds those that changed; {@code full} says that it holds all there are. {@code
 * store}, {@code incidents}, {@code maintenance}, {@code silences}, {@code routes} and {@code
 * drills} are there when they changed, each as a whole.
 */
final class Difference {

  private Difference() {}

  static JsonObject between(View before, View now) {
    var full = !List.copyOf(before.sites().keySet()).equals(List.copyOf(now.sites().keySet()));
    var sites =
        now.sites().values().stream()
            .filter(site -> full || !site.equals(before.sites().get(site.site())))
            .toList();
    var difference = Json.turn(now).put("full", full).put("sites", Json.sites(sites, now.at()));
    if (full) {
      difference.put("watcher", now.watcher());
    }
    if (full || !before.storeProblem().equals(now.storeProblem())) {
      difference.put("store", Json.store(now));
    }
    if (full || !before.self().equals(now.self())) {
      difference.put("self", Json.self(now));
    }
    if (full || !before.incidents().equals(now.incidents())) {
      difference.put("incidents", Json.incidents(now));
    }
    if (full || !before.maintenance().equals(now.maintenance())) {
      difference.put("maintenance", Json.maintenance(now));
    }
    if (full || !before.hushes().equals(now.hushes())) {
      difference.put("silences", Json.silences(now));
    }
    if (full || !before.routes().equals(now.routes())) {
      difference.put("routes", Json.routes(now));
    }
    if (full || !before.drills().equals(now.drills())) {
      difference.put("drills", DrillJson.all(now));
    }
    return difference;
  }
}
