package dev.deadair.liveness;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What one reading says of the server's health; a signal that is not exposed is left out. */
public record Signals(Map<Signal, Double> values) {

  public static final Signals NONE = new Signals(Map.of());

  /** Of a process that has done nothing yet. */
  static final Signals AT_BIRTH =
      new Signals(
          Map.of(
              Signal.SCRAPE_CONNECTIONS_ATTEMPTED, 0.0,
              Signal.SCRAPE_CONNECTIONS_ESTABLISHED, 0.0,
              Signal.SERIES_CREATED, 0.0,
              Signal.TARGET_SYNCS, 0.0,
              Signal.RULE_ITERATIONS_MISSED, 0.0));

  public Signals {
    var copy = new EnumMap<Signal, Double>(Signal.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** The signal's value, not a number never; empty where it is not exposed. */
  public OptionalDouble get(Signal signal) {
    var value = values.get(signal);
    return value == null || value.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The signal's value, 0 where it is not exposed. */
  public double count(Signal signal) {
    return get(signal).orElse(0);
  }
}
