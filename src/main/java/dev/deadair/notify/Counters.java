package dev.deadair.notify;

import dev.deadair.alert.Tally;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The counters of an Alertmanager's own notifications, out of its {@code /metrics}. */
final class Counters {

  /** One series a line; versions since 0.28 may add more labels than the integration. */
  private static final Pattern LINE =
      Pattern.compile(
          "alertmanager_notification_requests_(?<what>total|failed_total)"
              + "\\{(?:[^}]*,)?integration=\"(?<integration>[^\"]*)\"[^}]*} (?<value>\\S+)");

  private Counters() {}

  /** By integration; empty where there are none, as where it is no Alertmanager's. */
  static Map<String, Tally.Count> in(String exposition) {
    var requests = new TreeMap<String, Double>();
    var failed = new TreeMap<String, Double>();
    exposition
        .lines()
        .filter(line -> line.startsWith("alertmanager_notification_requests_"))
        .map(LINE::matcher)
        .filter(java.util.regex.Matcher::matches)
        .forEach(
            line ->
                (line.group("what").equals("total") ? requests : failed)
                    .merge(line.group("integration"), number(line.group("value")), Double::sum));
    var counts = new TreeMap<String, Tally.Count>();
    requests.forEach(
        (integration, count) ->
            counts.put(integration, new Tally.Count(count, failed.getOrDefault(integration, 0.0))));
    return counts;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return 0; // no counter of theirs, and none of ours to judge
    }
  }
}
