package dev.deadair.demo;

import dev.deadair.demo.PagerDutyRecorder.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Whether the one outage that was played was paged as it should be: once, and resolved. */
final class Verdict {
  private Verdict() {}

  /**
   * What was missing or too much, a sentence each; nothing if all went well.
   *
   * @param incidents everything that was paged, of whatever site
   * @param refusals what was sent, but not as the receiver wants it
   */
  static List<String> on(String site, List<PagerDutyIncident> incidents, List<Refusal> refusals) {
    var wrong = new ArrayList<String>();
    var own = incidents.stream().filter(each -> each.opening().source().equals(site)).toList();
    if (own.isEmpty()) {
      wrong.add("No page for %s arrived.".formatted(site));
    }
    if (own.size() > 1) {
      wrong.add("%s was paged %d times.".formatted(site, own.size()));
    }
    if (own.stream().anyMatch(PagerDutyIncident::isOpen)) {
      wrong.add("The page for %s did not resolve.".formatted(site));
    }
    for (var each : incidents) {
      if (!own.contains(each)) {
        wrong.add("This was paged and should not have been: " + each.summary());
      } else if (!each.opening().severity().equals("critical")) {
        wrong.add("The page for %s was not critical.".formatted(site));
      }
    }
    for (var refusal : refusals) {
      wrong.add("PagerDuty would have refused an event: " + String.join("; ", refusal.errors()));
    }
    return List.copyOf(wrong);
  }
}
