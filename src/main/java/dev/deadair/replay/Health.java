package dev.deadair.replay;

import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import java.util.EnumMap;
import java.util.Map;

/** What a simulated server tells of its own health: at first, and in each new life, all is well. */
final class Health {

  private static final Map<Signal, Double> WELL =
      Map.ofEntries(
          Map.entry(Signal.COMPACTIONS, 0.0),
          Map.entry(Signal.COMPACTIONS_FAILED, 0.0),
          Map.entry(Signal.CHECKPOINT_CREATIONS_FAILED, 0.0),
          Map.entry(Signal.CHECKPOINT_DELETIONS_FAILED, 0.0),
          Map.entry(Signal.HEAD_TRUNCATIONS, 0.0),
          Map.entry(Signal.HEAD_TRUNCATIONS_FAILED, 0.0),
          Map.entry(Signal.WAL_TRUNCATIONS, 0.0),
          Map.entry(Signal.WAL_TRUNCATIONS_FAILED, 0.0),
          Map.entry(Signal.WAL_WRITES_FAILED, 0.0),
          Map.entry(Signal.WAL_CORRUPTIONS, 0.0),
          Map.entry(Signal.MMAP_CHUNK_CORRUPTIONS, 0.0),
          Map.entry(Signal.BLOCK_RELOADS_FAILED, 0.0),
          Map.entry(Signal.OUT_OF_BOUNDS, 0.0),
          Map.entry(Signal.CONFIG_RELOADED, 1.0));

  private final Map<Signal, Double> values = new EnumMap<>(WELL);

  /** A new life: counters begin again. */
  void begin() {
    values.clear();
    values.putAll(WELL);
  }

  void count(Signal signal, double more) {
    values.merge(signal, more, Double::sum);
  }

  void set(Signal signal, double value) {
    values.put(signal, value);
  }

  Signals signals() {
    return new Signals(values);
  }
}
