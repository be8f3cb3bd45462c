package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.turn.sim.PagerDuty.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one pager shows to whoever carries it, and what must hold of that: one page a decision. */
final class Desk implements PagerDuty.Listener {

  private final String name;
  private final Oracle oracle;
  private final Map<Alert, Integer> opens = new HashMap<>();
  private final Map<Alert, Set<String>> open = new HashMap<>();

  /** When it opened, by key. */
  private final Map<String, Long> openedAt = new HashMap<>();

  private final Map<String, Integer> opensByKey = new HashMap<>();

  /** The latest trigger that arrived, by its departure. */
  private final Map<String, Long> triggered = new HashMap<>();

  /** How often one was closed by an end that was not its own. */
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

  /** Whether it is open under a key that the watcher knows. */
  boolean isKnownToBeOpen(SimulatedWatcher watcher, Alert alert) {
    return open.getOrDefault(alert, Set.of()).stream()
        .anyMatch(
            each -> oracle.keys.isKnown(watcher, each, openedAt.getOrDefault(each, Clock.NEVER)));
  }

  /** Whether anything of that name is open. */
  boolean isOpen(AlertName alertName) {
    return open(alertName).findAny().isPresent();
  }

  /** Everything of that name that is open. */
  Stream<Alert> open(AlertName alertName) {
    return open.keySet().stream().filter(each -> each.name() == alertName).filter(this::isOpen);
  }

  @Override
  public void took(Event event, boolean opened, boolean closed) {
    var alert = oracle.alert(event);
    oracle.note(
        "%s takes %s of %s from %s under %.6s%s"
            .formatted(
                name,
                event.resolves() ? "resolve" : "trigger",
                alert,
                event.from(),
                event.key(),
                opened ? ", opens" : closed ? ", closes" : ""));
    var keys = open.computeIfAbsent(alert, _ -> new HashSet<>());
    if (!event.resolves()) {
      triggered.merge(event.key(), event.order(), Math::max);
    }
    if (closed) {
      keys.remove(event.key());
      // An end that was under way when it began anew: without another page nobody would know. Or
      // of the one before a page of which nobody knows.
      if (event.order() < triggered.getOrDefault(event.key(), Long.MIN_VALUE)
          || oracle.keys.isForgotten(alert)) {
        undone.merge(alert, 1, Integer::sum);
      }
    }
    if (opened) {
      keys.add(event.key());
      openedAt.put(event.key(), oracle.now());
      var ofAll = opens.merge(alert, 1, Integer::sum);
      var ofKey = opensByKey.merge(event.key(), 1, Integer::sum);
      var count = oracle.keys.areTheirs() ? ofKey : ofAll;
      pages++;
      var due = oracle.decisions(alert) + undone.getOrDefault(alert, 0);
      if (count > due || oracle.keys.areTooMany(alert, keys)) {
        throw new Violation(
            Violation.Kind.DUPLICATE,
            "%s opened %d times for %d decisions, by %s, open %s"
                .formatted(alert, count, due, event, keys));
      }
    }
  }

  @Override
  public void overtaken(Event event) {
    var alert = oracle.alert(event);
    if (!oracle.keys.isForgotten(alert)) {
      throw new Violation(Violation.Kind.ORDER, alert + " by " + event + " behind its resolve");
    }
  }
}
