package dev.deadair.turn;

import static java.util.Objects.requireNonNull;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Drill;
import dev.deadair.alert.DrillPlan;
import dev.deadair.alert.Drills;
import dev.deadair.alert.Due;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Mutes;
import dev.deadair.alert.Openings;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receipt;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.Source;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A watcher that hears a server every nine days and tries its receivers, of which some answer. */
final class DrillWorld {
  static final Duration SECOND = Duration.ofSeconds(1);
  private static final InstanceId FAR =
      new InstanceId(new GroupId(new SiteId("magru"), "ops"), "far");

  final List<Fact> facts = new ArrayList<>();
  final List<Due> sent = new ArrayList<>();
  final Set<String> answering = new LinkedHashSet<>(List.of("am1", "am2", "events", "hook"));
  Moment now =
      new Moment(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));
  State state;
  private final Rules rules;
  private final Kept journal = new Kept();

  DrillWorld(DrillPlan... plans) {
    rules = rules(List.of(plans));
    state = State.of(rules, Past.NONE, now);
  }

  void order(String receiver, Severity severity) {
    var id = "id-" + now.mono().toSeconds();
    facts.add(new Fact.Commanded(new Command.Try(new Drill.Wanted(id, receiver, severity, "jo"))));
  }

  Drill latest(String receiver) {
    return requireNonNull(state.drills().latest().get(receiver));
  }

  static Drill.Leg leg(Drill drill, String member) {
    return requireNonNull(drill.legs().get(new Route(drill.wanted().receiver(), member)));
  }

  List<AlertName> open() {
    return state.incidents().all().stream()
        .filter(Incident::isOpen)
        .map(each -> each.alert().name())
        .toList();
  }

  List<Incident> drills() {
    return state.incidents().all().stream()
        .filter(each -> each.alert().name() == AlertName.DRILL)
        .toList();
  }

  void held(String member) {
    var incident = drills().getFirst();
    facts.add(
        new Fact.Held(
            new Holding(
                incident.id(),
                incident.generation(),
                new Route("alertmanager", member),
                now,
                new Holding.As.Active(Set.of("pager")))));
  }

  void receipt() {
    var labels = drills().getFirst().alert().labels();
    facts.add(
        new Fact.Received(
            new Receipt(now, "pager", "{}:{}", List.of(new Receipt.Notified(labels, true)))));
  }

  /** Every second a turn, and all receivers that answer take what the turn before sent them. */
  void run(Duration time) {
    for (var i = 0; i < time.toSeconds(); i++) {
      now = now.plus(SECOND);
      var turn = state.turn(List.copyOf(facts), now);
      facts.clear();
      state = turn.state();
      journal.take(turn);
      for (var due : turn.due()) {
        if (due.incident().alert().name() != AlertName.HEARTBEAT && !due.incident().assumed()) {
          sent.add(due);
        }
        var outcome =
            answering.contains(due.route().member())
                ? new Outcome.Accepted(202)
                : new Outcome.Failed("connection refused");
        facts.add(new Fact.Delivered(Report.on(due, now.plus(SECOND), outcome)));
      }
    }
  }

  void restart(Duration away) {
    now = now.plus(away);
    facts.clear();
    var incidents =
        Incidents.of(
            journal.incidents.values().stream().map(each -> each.dated(this::noted)).toList(),
            Openings.NONE);
    var drills = journal.drills.dated(this::noted);
    state =
        State.of(
            rules,
            new Past(journal.seq, Memory.NONE, Map.of(), incidents, Mutes.NONE, drills),
            now);
  }

  private Moment noted(Moment at) {
    return now.noted(at.wall());
  }

  private static Rules rules(List<DrillPlan> plans) {
    var limits = Limits.of(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofMinutes(5));
    var heard = new ExpectedInstance(FAR, new Source.Heartbeat(Duration.ofDays(9)));
    var receivers =
        List.of(
            Receivers.alertmanager("am1", "am2"),
            Receivers.pagerDuty(Duration.ofMinutes(5)),
            Receivers.hook(Severity.CRITICAL));
    return new Rules(
        new Inventory(Duration.ofSeconds(15), List.of(Expected.site(FAR.group(), limits, heard))),
        new Routing("test", Optional.empty(), receivers, Map.of()),
        plans);
  }

  /** What a journal holds of incidents and drills. */
  private static final class Kept {
    private final Map<Object, Incident> incidents = new HashMap<>();
    private Drills drills = Drills.NONE;
    private long seq;

    void take(Turn turn) {
      seq = turn.seq();
      turn.changes().incidents().forEach(each -> incidents.put(each.id(), each));
      turn.changes().closed().forEach(each -> incidents.remove(each.id()));
      drills = turn.changes().drills().orElse(drills);
    }
  }
}
