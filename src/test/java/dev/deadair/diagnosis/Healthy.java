package dev.deadair.diagnosis;

import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * A server in good health, whose counters a test moves.
 *
 * @param life when its process began
 * @param minutes for how long it has scraped its ten targets
 */
record Healthy(Instant life, long minutes, boolean isReady, Map<Signal, Double> signals) {

  Healthy {
    signals = Map.copyOf(signals);
  }

  static Healthy since(Instant life) {
    return new Healthy(life, 1, true, Map.of());
  }

  Healthy with(Signal signal, double value) {
    var changed = new EnumMap<Signal, Double>(Signal.class);
    changed.putAll(signals);
    changed.put(signal, value);
    return new Healthy(life, minutes, isReady, changed);
  }

  Healthy goesOn() {
    return new Healthy(life, minutes + 1, isReady, signals);
  }

  Healthy unready() {
    return new Healthy(life, minutes, false, signals);
  }

  Scrape scrape() {
    var scrapes = minutes * 40.0;
    return Exposed.since(life)
        .isReady(isReady)
        .appended(scrapes * 105)
        .scrapes(Map.of(Duration.ofSeconds(15), scrapes))
        .jobs(Map.of("node", 10.0))
        .signals(signals)
        .scrape();
  }
}
