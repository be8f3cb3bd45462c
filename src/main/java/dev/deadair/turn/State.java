package dev.deadair.turn;

import dev.deadair.alert.Incidents;
import dev.deadair.alert.Report;
import dev.deadair.alert.Trees;
import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything the daemon knows, as one value.
 *
 * @param seq the number of the turn it is the outcome of
 * @param clocksKept when data clocks and accruals were last handed to the journal
 */
public record State(
    long seq,
    Rules rules,
    Fleet fleet,
    Diagnoses diagnoses,
    Trees trees,
    Incidents incidents,
    Moment clocksKept) {

  /** The state from which a run begins: what is expected, and what the journal remembers. */
  public static State of(Rules rules, Past past, Moment now) {
    return new State(
        past.seq(),
        rules,
        Fleet.of(rules.inventory(), past.memory(), now),
        Diagnoses.NONE,
        Trees.NONE,
        past.incidents(),
        now);
  }

  /** One turn: take the facts, judge, and say what is to be kept and what is to be sent. */
  public Turn turn(List<Fact> facts, Moment now) {
    var looked = after(facts).at(now);
    var diagnosed = diagnoses.heard(lines(facts), now).after(fleet, looked, now);
    var judged = incidents.heard(reports(facts)).judged(looked, diagnosed, rules.routing(), now);
    var unclosed = judged.unclosed(rules.routing(), now);
    var due = unclosed.due(looked, diagnosed, rules.routing(), now);
    var offered = unclosed.offered(due);
    var transitions = Transition.between(fleet, looked, now);
    var clocks = now.since(clocksKept).compareTo(rules.inventory().interval()) >= 0;
    var changes = Changes.between(incidents, judged, offered, transitions, fleet, looked, clocks);
    var next =
        new State(
            seq + 1, rules, looked, diagnosed, routed(facts), offered, clocks ? now : clocksKept);
    return new Turn(next, transitions, changes, due);
  }

  private Fleet after(List<Fact> facts) {
    var seen = fleet;
    var looks = new ArrayList<Observation>();
    for (var fact : facts) {
      switch (fact) {
        case Fact.Looked(var observation) -> looks.add(observation);
        case Fact.Asked(var control, var onLoopback, var answered, var at) ->
            seen = seen.asked(control, onLoopback, answered, at);
        case Fact.Inspected(var inspection) -> seen = seen.inspected(inspection);
        case Fact.RouteProved _,
            Fact.LogLine _,
            Fact.Delivered _,
            Fact.Held _,
            Fact.Counted _,
            Fact.Received _ -> {}
        case Fact.Resolved(var resolution) -> seen = seen.resolved(resolution);
      }
    }
    return seen.saw(looks);
  }

  private Trees routed(List<Fact> facts) {
    var routed = trees;
    for (var fact : facts) {
      if (fact instanceof Fact.RouteProved(var route, var routes, var at)) {
        routed = routed.with(route, routes, at);
      }
    }
    return routed;
  }

  private static Map<InstanceId, List<String>> lines(List<Fact> facts) {
    return facts.stream()
        .filter(Fact.LogLine.class::isInstance)
        .map(Fact.LogLine.class::cast)
        .collect(
            Collectors.groupingBy(
                Fact.LogLine::instance,
                LinkedHashMap::new,
                Collectors.mapping(Fact.LogLine::line, Collectors.toList())));
  }

  private static List<Report> reports(List<Fact> facts) {
    return facts.stream()
        .filter(Fact.Delivered.class::isInstance)
        .map(fact -> ((Fact.Delivered) fact).report())
        .toList();
  }
}
