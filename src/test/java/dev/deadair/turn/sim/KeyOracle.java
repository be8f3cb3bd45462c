package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.DedupKey;
import dev.deadair.alert.Due;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Receipt;
import dev.deadair.alert.Receiver;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Turn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold where Alertmanagers open under keys of their own, which their receipts name. */
final class KeyOracle {

  private final Oracle oracle;
  private Optional<Tree> tree = Optional.empty();

  /** The incidents of which a turn has taken a receipt. */
  private final Set<IncidentId> named = new HashSet<>();

  /** When an incident that is not over for everybody last had a key. */
  private final Map<String, Long> had = new HashMap<>();

  /** The same, as far as a journal held it. */
  private final Map<String, Long> held = new HashMap<>();

  /** The keys of all incidents at the latest turn, and at the latest that was kept. */
  private final Set<String> known = new HashSet<>();

  private final Set<String> journaled = new HashSet<>();

  private final Forgotten forgotten = new Forgotten();

  KeyOracle(Oracle oracle) {
    this.oracle = oracle;
  }

  /** Theirs follow from this. */
  void are(Tree theirs) {
    tree = Optional.of(theirs);
  }

  boolean areTheirs() {
    return tree.isPresent();
  }

  /** Every key under which they may open {@code alert}. */
  List<DedupKey> of(Alert alert) {
    return tree.isPresent() ? Tree.keys(alert) : List.of();
  }

  void turned(List<Fact> facts, Turn turn) {
    forgotten.turned(turn);
    if (tree.isEmpty()) {
      return;
    }
    known.clear();
    for (var incident : turn.state().incidents().all()) {
      incident.keys().forEach(each -> known.add(each.value()));
      for (var fact : facts) {
        if (fact instanceof Fact.Received(var receipt)
            && incident.isOpen()
            && receipt.at().isAfter(incident.openedAt()) // what opens with it is not named by it
            && names(receipt, incident.alert())) {
          named.add(incident.id());
        }
      }
    }
    for (var each : known) {
      had.put(each, oracle.now());
      if (journaled.contains(each)) {
        held.put(each, oracle.now());
      }
    }
  }

  /** The journal holds what the latest turn knew. */
  void kept() {
    forgotten.kept();
    journaled.clear();
    journaled.addAll(known);
    known.forEach(each -> held.put(each, oracle.now()));
  }

  /** What a turn learned that was not kept before the watcher was killed, nobody knows. */
  void restarted() {
    forgotten.restarted(oracle.now());
    had.clear();
    had.putAll(held);
  }

  private static boolean names(Receipt receipt, Alert alert) {
    return receipt.alerts().stream().anyMatch(each -> each.labels().equals(alert.labels()));
  }

  /** Whether a run told of {@code alert} of which nothing is known. */
  boolean isForgotten(Alert alert) {
    return forgotten.isOne(alert, oracle.now());
  }

  /** Whoever follows an Alertmanager that has told us its key is told under that. */
  void leaves(Due due) {
    forgotten.leaves(due);
    var incident = due.incident();
    var isFirst =
        incident.told().keySet().stream().noneMatch(each -> each.member().equals("events"));
    if (due.receiver().nature() instanceof Receiver.Nature.Edge
        && isFirst
        && named.contains(incident.id())
        && !of(incident.alert()).contains(due.key())) {
      throw new Violation(
          Violation.Kind.DUPLICATE,
          incident.alert() + " under our own key though a receipt names theirs");
    }
  }

  /** Whether more of an alert is open at once than must be, under these keys. */
  boolean areTooMany(Alert alert, Set<String> open) {
    if (tree.isEmpty()) {
      return open.size() > 1;
    }
    var theirs = of(alert).stream().filter(each -> open.contains(each.value())).count();
    return theirs > (tree.get().wasEdited() ? 2 : 1);
  }

  /** Whether the watcher knows that it may be open under {@code key}, which opened then. */
  boolean isKnown(SimulatedWatcher watcher, String key, long opened) {
    return tree.isEmpty()
        || ((!watcher.hasForgotten() || tree.get().tellsAll())
            && had.getOrDefault(key, Clock.NEVER) >= opened);
  }
}
