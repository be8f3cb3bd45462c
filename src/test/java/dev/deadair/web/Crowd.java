package dev.deadair.web;

import dev.deadair.view.Scene;
import dev.deadair.view.Script;
import java.time.Instant;

/** Many sites, all of which produce. */
final class Crowd {

  private Crowd() {}

  static Scene of(int sites, int replicas) {
    var scene = new Scene(Instant.now());
    for (var site = 0; site < sites; site++) {
      for (var replica = 0; replica < replicas; replica++) {
        scene.with(
            "site-%03d".formatted(site),
            "ops",
            "prometheus-%03d-%d".formatted(site, replica),
            Script.producing(10_000 + site));
      }
    }
    return scene;
  }
}
