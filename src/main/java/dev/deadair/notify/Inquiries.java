package dev.deadair.notify;

import dev.deadair.alert.Due;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a member is still to be asked for: whether it holds what it accepted a moment ago. No news
 * waits for it. Not safe for several threads.
 */
final class Inquiries {

  /** By then it has told its receivers: measured, 31 ms at most where the onset is past. */
  private static final Duration SETTLED = Duration.ofMillis(1500);

  private final Map<IncidentId, Inquiry> byIncident = new LinkedHashMap<>();

  /** One incident as it was sent, and when the member may be asked for it. */
  private record Inquiry(Due due, Moment ready) {}

  /** The member accepted it; one that is over, or a warning that is proven, needs no asking. */
  void accepted(Due due, Moment now) {
    var pending = byIncident.get(due.incident().id());
    if (due.resolves() || !isOpenQuestion(due)) {
      byIncident.remove(due.incident().id());
    } else if (pending == null || pending.due().generation() != due.generation()) {
      byIncident.put(due.incident().id(), new Inquiry(due, now.plus(SETTLED)));
    }
  }

  private static boolean isOpenQuestion(Due due) {
    var told = due.incident().told().get(due.route());
    return due.severity() == Severity.CRITICAL || told == null || told.proof().notified().isEmpty();
  }

  /** The next that may be asked for at {@code now}, which is then no longer open. */
  Optional<Due> next(Moment now) {
    var next = byIncident.values().stream().filter(each -> !each.ready().isAfter(now)).findFirst();
    next.ifPresent(each -> byIncident.remove(each.due().incident().id()));
    return next.map(Inquiry::due);
  }

  /** How long until {@link #next} may have an answer; empty while there is nothing to ask. */
  Optional<Duration> rest(Moment now) {
    return byIncident.values().stream()
        .map(each -> each.ready().since(now))
        .min(Comparator.naturalOrder())
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }
}
