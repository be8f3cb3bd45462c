package dev.deadair.failures;

import dev.deadair.tsdb.MadeData;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Undamaged data directories with everything in them, one for each version, made once. */
final class Made {
  private static final Map<String, MadeData> ALL = new ConcurrentHashMap<>();

  private Made() {}

  static MadeData of(String version) {
    return ALL.computeIfAbsent(
        version,
        _ -> {
          try {
            return MadeData.of(version);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  static void close() throws Exception {
    for (var each : ALL.values()) {
      each.close();
    }
    ALL.clear();
  }
}
