package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.turn.sim.PagerDuty.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What one pager shows to whoever carries it, and what must hold of that: one page a decision. */
final class Desk implements PagerDuty.Listener {

  private final String name;
  private final Oracle oracle;
  private final Map<Alert, Integer> opens = new HashMap<>();
  private final Map<Alert, Set<String>> open = new HashMap<>();

  /** The latest trigger that arrived, by its departure. */
  private final Map<String, Long> triggered = new HashMap<>();

  /** How often an end that had left before a trigger arrived behind it. */
  private final Map<Alert, Integer> undone = new HashMap<>();

  private long pages;

  Desk(String name, Oracle oracle) {
    this.name = name;
    this.oracle = oracle;
  }

  /** How many incidents opened. */
  long pages() {
    return pages;
  }

  boolean isOpen(Alert alert) {
    return !open.getOrDefault(alert, Set.of()).isEmpty();
  }

  /** Whether anything of that name is open. */
  boolean isOpen(AlertName alertName) {
    return open.entrySet().stream()
        .anyMatch(each -> each.getKey().name() == alertName && !each.getValue().isEmpty());
  }

  @Override
  public void took(Event event, boolean opened, boolean closed) {
    var alert = oracle.alert(event);
    oracle.note(
        "%s takes %s of %s from %s%s"
            .formatted(
                name,
                event.resolves() ? "resolve" : "trigger",
                alert,
                event.from(),
                opened ? ", opens" : closed ? ", closes" : ""));
    var keys = open.computeIfAbsent(alert, _ -> new HashSet<>());
    if (!event.resolves()) {
      triggered.merge(event.key(), event.order(), Math::max);
    }
    if (closed) {
      keys.remove(event.key());
      // An end that was under way when it began anew: without another page nobody would know.
      if (event.order() < triggered.getOrDefault(event.key(), Long.MIN_VALUE)) {
        undone.merge(alert, 1, Integer::sum);
      }
    }
    if (opened) {
      keys.add(event.key());
      var count = opens.merge(alert, 1, Integer::sum);
      pages++;
      var due = oracle.decisions(alert) + undone.getOrDefault(alert, 0);
      if (count > due || keys.size() > 1) {
        throw new Violation(
            Violation.Kind.DUPLICATE,
            "%s opened %d times for %d decisions, by %s, open %s"
                .formatted(alert, count, due, event, keys));
      }
    }
  }

  @Override
  public void overtaken(Event event) {
    throw new Violation(
        Violation.Kind.ORDER, oracle.alert(event) + " by " + event + " behind its resolve");
  }
}
