package dev.deadair.turn;

import dev.deadair.alert.Alertmanagers;
import dev.deadair.alert.Drill;
import dev.deadair.alert.Drills;
import dev.deadair.alert.Due;
import dev.deadair.alert.Hush;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Mutes;
import dev.deadair.alert.RouteReview;
import dev.deadair.alert.Trees;
import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything the daemon knows, as one value.
 *
 * @param seq the number of the turn it is the outcome of
 * @param hushes what silences of the Alertmanagers keep from people
 * @param clocksKept when data clocks and accruals were last handed to the journal
 */
public record State(
    long seq,
    Rules rules,
    Fleet fleet,
    Diagnoses diagnoses,
    Incidents incidents,
    Alertmanagers alertmanagers,
    Mutes mutes,
    Drills drills,
    Self self,
    RouteReview review,
    List<Hush> hushes,
    Moment clocksKept) {

  /** The state from which a run begins: what is expected, and what the journal remembers. */
  public static State of(Rules rules, Past past, Moment now) {
    // What was kept is dated by the clock as it was then, and kept anew by the clock as it is now.
    var then = now.unstepped(past.stepped());
    var fleet = Fleet.of(rules.inventory(), past.memory(), then);
    return new State(
        past.seq(),
        rules,
        fleet,
        Diagnoses.remembering(past.diagnoses()),
        past.incidents().resumed(fleet, rules.routing(), now),
        Alertmanagers.NONE,
        past.mutes(),
        past.drills().resumed(now),
        Self.awake(rules.routing(), now),
        RouteReview.NONE,
        List.of(),
        then);
  }

  /** One turn: take the facts, judge, and say what is to be kept and what is to be sent. */
  public Turn turn(List<Fact> facts, Moment now) {
    var looked = after(facts).at(now, mutes.workedOn(fleet, now));
    var diagnosed = diagnoses(now).heard(lines(facts), now).after(fleet, looked, now);
    var routing = rules.routing();
    var heard = Deliveries.of(facts);
    var known = heard.about(alertmanagers);
    var own = self.after(facts, heard.reports(), now);
    var muted = mutes(facts, looked, now);
    var before = heard.about(incidents(facts, now), known, routing, now);
    var ordered = drills(now).ordered(wanted(facts, own, before, now), before, routing, now);
    var reviewed = reviewed(facts);
    var judged =
        before.judged(
            looked,
            diagnosed,
            own.storeFailingSince(),
            known,
            muted,
            ordered,
            reviewed,
            routing,
            now);
    var unclosed = judged.unclosed(routing, now);
    var pages = unclosed.due(looked, diagnosed, known, muted, routing, now);
    var offered = unclosed.offered(pages, routing, now);
    var transitions = Transition.between(fleet, looked, now);
    var clocks =
        isStepped(now) || now.since(clocksKept).compareTo(rules.inventory().interval()) >= 0;
    var next =
        new State(
            seq + 1,
            rules,
            looked,
            diagnosed,
            offered,
            known,
            muted,
            ordered.seen(offered, routing, now),
            own,
            reviewed,
            hushed(facts),
            clocks ? now : clocksKept);
    var changes = Changes.between(this, judged, next, transitions, clocks);
    return new Turn(next, transitions, changes, own.due(Due.withoutUndoing(pages), routing, now));
  }

  private Fleet after(List<Fact> facts) {
    var seen = fleet;
    var looks = new ArrayList<Observation>();
    var inspections = new ArrayList<Inspection>();
    for (var fact : facts) {
      switch (fact) {
        case Fact.Looked(var observation) -> looks.add(observation);
        case Fact.Asked(var control, var onLoopback, var answered, var at) ->
            seen = seen.asked(control, onLoopback, answered, at);
        case Fact.Inspected(var inspection) -> inspections.add(inspection);
        case Fact.Beat(var instance, var at) -> seen = seen.heard(instance, at);
        case Fact.Commanded(Command.ResetBaseline(var whose)) -> seen = seen.unlearned(whose);
        case Fact.RouteProved _,
            Fact.RoutesReviewed _,
            Fact.Silenced _,
            Fact.SilencesRead _,
            Fact.LogLine _,
            Fact.Delivered _,
            Fact.Held _,
            Fact.Counted _,
            Fact.Received _,
            Fact.Stored _,
            Fact.Lost _,
            Fact.Recovered _,
            Fact.Muted _,
            Fact.Commanded _ -> {}
        case Fact.Resolved(var resolution) -> seen = seen.resolved(resolution);
      }
    }
    // A slow look follows the look it came with, and is told beside what that brought.
    var looked = seen.saw(looks);
    for (var inspection : inspections) {
      looked = looked.inspected(inspection);
    }
    return looked;
  }

  private RouteReview reviewed(List<Fact> facts) {
    var latest = review;
    for (var fact : facts) {
      if (fact instanceof Fact.RoutesReviewed(var reviewed)) {
        latest = reviewed;
      }
    }
    return latest;
  }

  private List<Hush> hushed(List<Fact> facts) {
    var latest = hushes;
    for (var fact : facts) {
      if (fact instanceof Fact.Silenced(var told)) {
        latest = told;
      }
    }
    return latest;
  }

  /** How the Alertmanagers we tell route, as far as they have said. */
  public Trees trees() {
    return alertmanagers.trees();
  }

  /** Since when some receiver ought to know what it has not taken; empty when all know all. */
  public Optional<Instant> undeliveredSince(Moment now) {
    return incidents.owedSince(fleet, mutes, alertmanagers, rules.routing(), now);
  }

  /** The critical incidents that nobody can be hearing of. */
  public List<Incident> unheard(Moment now) {
    return incidents.unheard(fleet, mutes, alertmanagers, rules.routing(), now);
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

  private Mutes mutes(List<Fact> facts, Fleet looked, Moment now) {
    var wanted = new ArrayList<Maintenance.Wanted>();
    var over = new ArrayList<String>();
    for (var fact : facts) {
      if (fact instanceof Fact.Muted(var asked)) {
        wanted.add(asked);
      } else if (fact instanceof Fact.Commanded(Command.Expire(var id))) {
        over.add(id);
      }
    }
    var kept = isStepped(now) ? mutes.dated(now::redated) : mutes;
    return kept.begun(wanted, now).ended(over, now).at(looked, now);
  }

  private Incidents incidents(List<Fact> facts, Moment now) {
    return (isStepped(now) ? incidents.redated(now) : incidents).with(recovered(facts));
  }

  private Diagnoses diagnoses(Moment now) {
    return isStepped(now) ? diagnoses.stepped(now.stepped(clocksKept)) : diagnoses;
  }

  private Drills drills(Moment now) {
    return isStepped(now) ? drills.dated(now::redated) : drills;
  }

  /** Whether the wall clock was set since all was kept: then all is dated and kept anew. */
  private boolean isStepped(Moment now) {
    return now.isStepped(clocksKept);
  }

  /** By somebody's order, or by the configuration: not while a restart would forget it. */
  private List<Drill.Wanted> wanted(List<Fact> facts, Self own, Incidents known, Moment now) {
    var wanted = new ArrayList<Drill.Wanted>();
    for (var fact : facts) {
      if (fact instanceof Fact.Commanded(Command.Try(var drill))) {
        wanted.add(drill);
      }
    }
    if (own.storeFailingSince().isEmpty()) {
      wanted.addAll(drills.due(rules.drills(), known, own.awakeSince(), now));
    }
    return wanted;
  }

  /** The journal that this run last had to set aside; empty where it had to none. */
  public Optional<Self.Loss> lost() {
    return self.lost();
  }

  /** When it was last proven that some receiver would take a page; empty where it never was. */
  public Optional<Moment> routeProvenAt() {
    return self.routeProvenAt();
  }

  private static List<Incident> recovered(List<Fact> facts) {
    return facts.stream()
        .flatMap(
            fact -> fact instanceof Fact.Recovered(var told) ? Stream.of(told) : Stream.empty())
        .toList();
  }
}
