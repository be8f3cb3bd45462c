package dev.deadair.app;

import dev.deadair.alert.Route;
import dev.deadair.alert.Routes;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Resolution;
import dev.deadair.turn.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that has arrived since the last turn. Any thread puts, the tick drains.
 *
 * <p>It is bounded by what there is to say: one look for each instance, the newest, since a later
 * look says all that an earlier one said. Deliveries and commands are never dropped; there is one
 * in flight for each incident and route.
 */
final class Inbox {

  /** Of each log in one turn. */
  private static final int MOST_LINES = 100;

  private final Map<InstanceId, Fact> looks = new LinkedHashMap<>();
  private final Map<InstanceId, Fact> inspections = new LinkedHashMap<>();
  private final Map<String, Fact> controls = new LinkedHashMap<>();
  private final Map<Route, Fact> trees = new LinkedHashMap<>();
  private final Map<GroupId, Fact> names = new LinkedHashMap<>();
  private final Map<InstanceId, Deque<Fact>> lines = new LinkedHashMap<>();
  private final List<Fact> others = new ArrayList<>();

  synchronized void put(Fact fact) {
    switch (fact) {
      case Fact.Looked(Observation look) -> looks.put(look.instance(), fact);
      case Fact.Asked asked -> controls.put(asked.control(), fact);
      case Fact.Inspected(Inspection inspection) -> inspections.put(inspection.instance(), fact);
      case Fact.RouteProved(Route route, Routes _, Moment _) -> trees.put(route, fact);
      case Fact.RoutesReviewed _ -> {
        others.removeIf(Fact.RoutesReviewed.class::isInstance);
        others.add(fact);
      }
      case Fact.SilencesRead read -> {
        others.removeIf(
            each ->
                each instanceof Fact.SilencesRead(var route, _, _) && route.equals(read.route()));
        others.add(fact);
      }
      case Fact.Silenced _ -> {
        others.removeIf(Fact.Silenced.class::isInstance);
        others.add(fact);
      }
      case Fact.LogLine told -> lines(told.instance()).add(told);
      case Fact.Resolved(Resolution resolution) -> names.put(resolution.group(), fact);
      case Fact.Beat _,
          Fact.Delivered _,
          Fact.Held _,
          Fact.Counted _,
          Fact.Received _,
          Fact.Stored _,
          Fact.Lost _,
          Fact.Recovered _,
          Fact.Muted _,
          Fact.Commanded _ ->
          others.add(fact);
    }
  }

  /** Those of one log, with room for one more: the older ones say what the newer ones do. */
  private Deque<Fact> lines(InstanceId instance) {
    var told = lines.computeIfAbsent(instance, _ -> new ArrayDeque<>());
    if (told.size() == MOST_LINES) {
      told.removeFirst();
    }
    return told;
  }

  /** Everything, and an empty inbox. */
  synchronized List<Fact> drain() {
    var facts =
        new ArrayList<Fact>(
            controls.size() + looks.size() + inspections.size() + trees.size() + others.size());
    facts.addAll(controls.values());
    facts.addAll(looks.values());
    facts.addAll(inspections.values());
    facts.addAll(trees.values());
    facts.addAll(names.values());
    lines.values().forEach(facts::addAll);
    facts.addAll(others);
    controls.clear();
    looks.clear();
    inspections.clear();
    trees.clear();
    names.clear();
    lines.clear();
    others.clear();
    return facts;
  }
}
