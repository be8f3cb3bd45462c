package dev.deadair.store;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.alert.DedupKey;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Proof;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.Stage;
import dev.deadair.alert.Step;
import dev.deadair.alert.Told;
import dev.deadair.diagnosis.Code;
import dev.deadair.diagnosis.Diagnosis;
import dev.deadair.diagnosis.Known;
import dev.deadair.diagnosis.Mark;
import dev.deadair.liveness.Change;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Hours;
import dev.deadair.liveness.Identity;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Memory.RememberedInstance;
import dev.deadair.liveness.Memory.RememberedJudgement;
import dev.deadair.liveness.Memory.RememberedStretch;
import dev.deadair.liveness.Remote;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Scrape.RuleGroup;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.SiteState;
import dev.deadair.liveness.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records with the oddest values their types allow, drawn from a seed. */
final class RandomRecords {

  private final Random random;
  private final OddValues odd;
  private final Map<IncidentId, List<Step>> histories = new HashMap<>();

  RandomRecords(long seed) {
    random = new Random(seed);
    odd = new OddValues(random);
  }

  Memory memory() {
    var instances = new LinkedHashMap<InstanceId, RememberedInstance>();
    var groups = new LinkedHashMap<GroupId, RememberedJudgement>();
    var sites = new LinkedHashMap<SiteId, RememberedJudgement>();
    for (var i = 0; i < 20; i++) {
      var id = odd.instance();
      instances.put(id, rememberedInstance(id));
      groups.put(odd.group(), judgement());
      sites.put(odd.site(), judgement());
    }
    return new Memory(instances, groups, sites, Map.of(odd.group(), hours()));
  }

  private Hours hours() {
    var values =
        random
            .doubles((long) Hours.OF_WEEK * Hours.WEEKS, 0, 1e6)
            .mapToObj(value -> value < 2e5 ? Float.NaN : (float) value)
            .toList();
    return Hours.of(values);
  }

  Incident incident(int n) {
    var id = new IncidentId("id" + n);
    var told = new LinkedHashMap<Route, Told>();
    for (var i = random.nextInt(4); i > 0; i--) {
      var route = new Route(odd.text(), odd.text());
      told.put(route, told(id, route));
    }
    return new Incident(
        id,
        new Alert(odd.one(AlertName.values()), odd.subject(), labels()),
        stage(),
        odd.instant(),
        odd.maybe(odd::instant),
        odd.moment(),
        random.nextInt(),
        keys(),
        told,
        history(id),
        false);
  }

  private List<DedupKey> keys() {
    var keys = new LinkedHashSet<DedupKey>();
    for (var i = random.nextInt(3); i >= 0; i--) {
      keys.add(new DedupKey("k" + odd.one(List.of("ey", "☃", "\0", "\n"))));
    }
    return List.copyOf(keys);
  }

  /** What there was of it, and more; dated anew where our clock was set meanwhile. */
  private List<Step> history(IncidentId of) {
    var history = new ArrayList<Step>();
    var isStepped = random.nextInt(4) == 0;
    for (var each : histories.getOrDefault(of, List.of())) {
      history.add(isStepped ? stepped(each) : each);
    }
    for (var i = random.nextInt(4); i > 0; i--) {
      var route = new Route(odd.text(), odd.text());
      history.add(
          new Step(
              odd.moment(),
              route,
              odd.one(Reason.values()),
              odd.one(Step.Kind.values()),
              odd.text()));
    }
    histories.put(of, history);
    return history;
  }

  private static Step stepped(Step step) {
    var wall = step.at().wall();
    var second = wall.isBefore(Turns.NOW.wall()) ? 1 : -1;
    var at = Turns.NOW.at(wall.plusSeconds(second));
    return new Step(at, step.route(), step.reason(), step.kind(), step.detail());
  }

  private SortedMap<String, String> labels() {
    var labels = new TreeMap<String, String>();
    for (var i = random.nextInt(3); i > 0; i--) {
      labels.put(odd.one(List.of("code", "cause", "watcher")), odd.text());
    }
    return labels;
  }

  /** A transition at its own time: a subject makes no two at once. */
  Transition transition(int n) {
    return new Transition(
        odd.subject(), odd.text(), odd.text(), Turns.NOW.plus(Duration.ofNanos(n)), odd.text());
  }

  /** What is known to be wrong with a few servers. */
  Map<InstanceId, Diagnosis> diagnoses() {
    var diagnoses = new LinkedHashMap<InstanceId, Diagnosis>();
    for (var i = 0; i < 10; i++) {
      var marks = new EnumMap<Code, Mark>(Code.class);
      for (var j = random.nextInt(4); j > 0; j--) {
        marks.put(odd.one(Code.values()), mark());
      }
      var known =
          new Known(
              random.nextBoolean(),
              odd.maybe(odd::instant),
              odd.maybe(() -> new Known.History(random.nextDouble() * 1e13, random.nextInt(500))),
              odd.maybe(() -> new Known.History(odd.counter(), 0)),
              odd.maybe(odd::instant),
              Optional.empty());
      diagnoses.put(odd.instance(), Diagnosis.remembering(marks, known));
    }
    return diagnoses;
  }

  private Mark mark() {
    var counted = new EnumMap<Signal, Double>(Signal.class);
    var recovered = EnumSet.noneOf(Signal.class);
    for (var i = random.nextInt(3); i > 0; i--) {
      counted.put(odd.one(Signal.values()), odd.counter());
      recovered.add(odd.one(Signal.values()));
    }
    return new Mark(
        odd.instant(),
        odd.instant(),
        counted,
        recovered,
        random.nextBoolean(),
        odd.maybe(odd::text));
  }

  /** One at its own time: nothing of a server changes twice at once. */
  Change change(int n) {
    return new Change(
        odd.instance(),
        odd.one(Change.Kind.values()),
        odd.text(),
        odd.text(),
        Turns.NOW.wall().plusNanos(n));
  }

  private RememberedInstance rememberedInstance(InstanceId id) {
    var scrape = odd.maybe(this::scrape);
    var identity =
        odd.maybe(
            () -> new Identity(odd.maybe(odd::text), odd.maybe(odd::text), odd.text(), texts()));
    var changes = new ArrayList<Change>();
    for (var i = random.nextInt(3); i > 0; i--) {
      changes.add(
          new Change(id, odd.one(Change.Kind.values()), odd.text(), odd.text(), odd.instant()));
    }
    return new RememberedInstance(
        odd.maybe(odd::instant),
        scrape.map(_ -> odd.instant()),
        scrape,
        odd.maybe(() -> Duration.ofMillis(random.nextInt(900_000))),
        identity.map(_ -> odd.instant()),
        identity,
        changes);
  }

  private Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    for (var i = random.nextInt(4); i > 0; i--) {
      texts.put(odd.text(), odd.text());
    }
    return texts;
  }

  private Scrape scrape() {
    var intervals = new LinkedHashMap<Duration, Double>();
    var ruleGroups = new LinkedHashMap<String, RuleGroup>();
    for (var i = random.nextInt(4); i > 0; i--) {
      intervals.put(odd.duration(), odd.number());
      ruleGroups.put(odd.text(), new RuleGroup(odd.number(), odd.number(), odd.number()));
      ruleGroups.put("", new RuleGroup(odd.number(), odd.number(), odd.number()));
    }
    return new Scrape(
        odd.one(Flavour.values()),
        odd.maybe(odd::instant),
        odd.instant(),
        odd.maybe(random::nextBoolean),
        odd.maybe(odd::text),
        odd.counter(),
        odd.maybe(odd::instant),
        intervals,
        random.nextInt(9),
        odd.counter(),
        Map.of(),
        ruleGroups,
        random.nextBoolean()
            ? Map.of()
            : Map.of(odd.text(), new Remote(Optional.of(odd.instant()), 0)),
        signals());
  }

  private Signals signals() {
    var values = new EnumMap<Signal, Double>(Signal.class);
    for (var i = random.nextInt(4); i > 0; i--) {
      values.put(odd.one(Signal.values()), odd.number());
    }
    return new Signals(values);
  }

  private RememberedJudgement judgement() {
    SiteState state =
        switch (random.nextInt(4)) {
          case 0 -> new SiteState.Unknown();
          case 1 -> new SiteState.Producing(odd.instant());
          case 2 -> new SiteState.Stalled(odd.instant());
          default -> new SiteState.Absent(odd.instant(), odd.one(SiteState.Why.values()));
        };
    var accrued = odd.duration();
    return new RememberedJudgement(
        state,
        accrued.isNegative() ? Duration.ZERO : accrued,
        odd.maybe(odd::instant),
        random.nextBoolean()
            ? List.of()
            : List.of(
                new RememberedStretch(odd.instant(), odd.instant()),
                new RememberedStretch(odd.instant(), odd.instant())),
        odd.maybe(() -> odd.one(SiteState.Why.values())));
  }

  private Stage stage() {
    return switch (random.nextInt(4)) {
      case 0 -> new Stage.Firing();
      case 1 -> new Stage.Clearing(odd.moment());
      case 2 -> new Stage.Closing(odd.moment(), odd.maybe(odd::moment));
      default -> new Stage.Resolved(odd.moment());
    };
  }

  private Told told(IncidentId incident, Route route) {
    return new Told(
        random.nextInt(),
        random.nextBoolean(),
        odd.maybe(odd::moment),
        random.nextBoolean(),
        odd.maybe(odd::moment),
        odd.maybe(odd::moment),
        new Proof(
            odd.maybe(odd::moment),
            odd.maybe(odd::moment),
            odd.maybe(odd::moment),
            random.nextBoolean()),
        new LinkedHashSet<>(keys()),
        odd.maybe(
            () ->
                new Report(
                    incident,
                    random.nextInt(),
                    route,
                    odd.one(Reason.values()),
                    odd.moment(),
                    outcome(),
                    odd.maybe(() -> keys().getFirst()))));
  }

  private Outcome outcome() {
    return switch (random.nextInt(3)) {
      case 0 -> new Outcome.Accepted(random.nextInt());
      case 1 -> new Outcome.Rejected(random.nextInt(), odd.text());
      default -> new Outcome.Failed(odd.text());
    };
  }
}
