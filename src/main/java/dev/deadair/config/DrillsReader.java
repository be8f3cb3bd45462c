package dev.deadair.config;

import dev.deadair.alert.DrillPlan;
import dev.deadair.alert.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads who is to be tried again and again. */
final class DrillsReader {

  private static final String EXAMPLE = "[{ receiver = pagerduty, every = 7d }]";

  private final Collection<String> receivers;

  /**
   * @param receivers the names of those that there are
   */
  DrillsReader(Collection<String> receivers) {
    this.receivers = receivers;
  }

  List<DrillPlan> read(Node root) {
    var plans = new ArrayList<DrillPlan>();
    var named = new LinkedHashSet<String>();
    for (var each : root.get("drills").flatMap(it -> it.list(EXAMPLE)).orElse(List.of())) {
      each.node().flatMap(node -> plan(node, named)).ifPresent(plans::add);
    }
    return List.copyOf(plans);
  }

  private Optional<DrillPlan> plan(Node node, Collection<String> named) {
    var receiver =
        node.require("receiver", "NAME")
            .flatMap(value -> value.parsed("a receiver's name", text -> known(text, named)));
    var every = node.require("every", "7d").flatMap(Value::duration);
    var severity =
        node.get("severity")
            .map(value -> value.parsed("warning or critical", ReceiversReader::severity))
            .orElse(Optional.of(Severity.CRITICAL));
    every
        .filter(it -> it.compareTo(DrillPlan.SHORTEST) < 0)
        .ifPresent(
            _ ->
                node.wrongKey(
                    "every",
                    "is shorter than 20m: an Alertmanager may take the next for the one before;"
                        + " use at least 20m"));
    node.done();
    return receiver.flatMap(
        name ->
            every
                .filter(Duration::isPositive)
                .flatMap(it -> severity.map(grade -> new DrillPlan(name, it, grade))));
  }

  private String known(String name, Collection<String> named) {
    if (!receivers.contains(name)) {
      throw new IllegalArgumentException("is no receiver; there are " + receivers);
    }
    if (!named.add(name)) {
      throw new IllegalArgumentException("has a drill already; leave one out");
    }
    return name;
  }
}
