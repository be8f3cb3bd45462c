package dev.deadair.diagnosis;

import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A server in good health, whose counters a test moves.
 *
 * @param life when its process began
 * @param minutes for how long it has scraped its ten targets
 */
record Healthy(Instant life, long minutes, Optional<Boolean> ready, Map<Signal, Double> signals) {

  Healthy {
    signals = Map.copyOf(signals);
  }

  static Healthy since(Instant life) {
    return new Healthy(life, 1, Optional.of(true), Map.of());
  }

  Healthy with(Signal signal, double value) {
    var changed = new EnumMap<Signal, Double>(Signal.class);
    changed.putAll(signals);
    changed.put(signal, value);
    return new Healthy(life, minutes, ready, changed);
  }

  Healthy goesOn() {
    return new Healthy(life, minutes + 1, ready, signals);
  }

  Healthy unready() {
    return new Healthy(life, minutes, Optional.of(false), signals);
  }

  Scrape scrape() {
    var scrapes = minutes * 40.0;
    return new Scrape(
        Flavour.PROMETHEUS,
        Optional.empty(),
        life,
        ready,
        Optional.of("3.5.0"),
        scrapes * 105,
        Optional.empty(),
        Map.of(Duration.ofSeconds(15), scrapes),
        Scrape.REPORTS,
        10,
        Map.of("node", 10.0),
        Map.of(),
        Map.of(),
        new Signals(signals));
  }
}
