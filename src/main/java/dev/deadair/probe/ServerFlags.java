package dev.deadair.probe;

import dev.deadair.liveness.Redacted;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The flags a server runs with, as far as replicas can be compared by them. */
final class ServerFlags {

  private static final int MOST = 200;
  private static final int LONGEST = 200;

  /** Where it is and what it is called: no two servers share that. */
  private static final Set<String> OWN =
      Set.of("web.listen-address", "web.external-url", "web.page-title");

  /** None of Prometheus' own is one; who builds his own server may think otherwise. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)secret|passw|token|credential|(?<![a-z])key(?![a-z])");

  private ServerFlags() {}

  /** By name; most servers tell the same, and ten thousand may be watched: strings are shared. */
  static Map<String, String> of(JsonObject told) {
    var flags = new TreeMap<String, String>();
    for (var each : told) {
      if (flags.size() < MOST && each.getValue() instanceof String value && isTold(each.getKey())) {
        flags.put(each.getKey().intern(), shown(value).intern());
      }
    }
    return flags;
  }

  private static boolean isTold(String name) {
    return name.length() <= LONGEST && !OWN.contains(name) && !SECRET.matcher(name).find();
  }

  private static String shown(String value) {
    var shown = Redacted.urls(value);
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
  }
}
