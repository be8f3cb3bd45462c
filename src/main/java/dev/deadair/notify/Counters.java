package dev.deadair.notify;

import dev.deadair.alert.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The counters of an Alertmanager's own notifications, out of its {@code /metrics}. */
final class Counters {

  private static final String REQUESTS = "notification_requests_total";
  private static final String FAILED = "notification_requests_failed_total";
  private static final String NOTIFICATIONS = "notifications_total";
  private static final String GIVEN_UP = "notifications_failed_total";

  /** One series a line; versions since 0.26 may add more labels than the integration. */
  private static final Pattern LINE =
      Pattern.compile(
          "alertmanager_(?<what>%s)\\{(?:[^}]*,)?integration=\"(?<integration>[^\"]*)\"[^}]*} (?<value>\\S+)"
              .formatted(String.join("|", REQUESTS, FAILED, NOTIFICATIONS, GIVEN_UP)));

  private Counters() {}

  /** By integration; empty where there are none, as where it is no Alertmanager's. */
  static Map<String, Tally.Count> in(String exposition) {
    var byName = new HashMap<String, Map<String, Double>>();
    exposition
        .lines()
        .filter(line -> line.startsWith("alertmanager_notification"))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line ->
                byName
                    .computeIfAbsent(line.group("what"), _ -> new TreeMap<>())
                    .merge(line.group("integration"), number(line.group("value")), Double::sum));
    var counts = new TreeMap<String, Tally.Count>();
    for (var integration : byName.getOrDefault(REQUESTS, Map.of()).keySet()) {
      counts.put(
          integration,
          new Tally.Count(
              count(byName, REQUESTS, integration),
              count(byName, FAILED, integration),
              count(byName, NOTIFICATIONS, integration),
              count(byName, GIVEN_UP, integration)));
    }
    return counts;
  }

  private static double count(
      Map<String, Map<String, Double>> byName, String name, String integration) {
    return byName.getOrDefault(name, Map.of()).getOrDefault(integration, 0.0);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return 0; // no counter of theirs, and none of ours to judge
    }
  }
}
