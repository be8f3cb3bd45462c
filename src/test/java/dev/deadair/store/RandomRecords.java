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
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Remote;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Scrape.RuleGroup;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.SiteState;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Transition;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Supplier;

/** Records with the oddest values their types allow, drawn from a seed. */
final class RandomRecords {

  private static final List<String> TEXTS =
      List.of(
          "plain",
          " ",
          "\0",
          "nul\0in",
          "\n",
          "\r\n",
          "\\n",
          "\\",
          "'",
          "\"; --",
          "%_?",
          "☃",
          "🛰",
          "\u202e rtl",
          "\t",
          "1.0 2.0 three",
          "a=b,c",
          "NULL",
          "x".repeat(5000));
  private static final List<Instant> INSTANTS =
      List.of(
          Instant.MIN,
          Instant.MAX,
          Instant.EPOCH,
          Instant.EPOCH.minusNanos(1),
          Instant.ofEpochMilli(Long.MAX_VALUE),
          Instant.ofEpochMilli(Long.MIN_VALUE),
          Turns.NOW.wall(),
          Turns.NOW.wall().plusNanos(1));
  private static final List<Duration> DURATIONS =
      List.of(
          Duration.ZERO,
          Duration.ofNanos(1),
          Duration.ofMillis(-500),
          Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
          Duration.ofSeconds(Long.MIN_VALUE),
          Duration.ofSeconds(15));
  private static final List<Double> COUNTERS =
      List.of(
          0.0,
          0.1,
          1.0,
          9007199254740991.0,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          Double.POSITIVE_INFINITY);
  private static final List<Double> NUMBERS =
      List.of(-0.0, Double.NaN, Double.NEGATIVE_INFINITY, -1.5, 1e-300, 42.0);

  private final Random random;
  private final Map<IncidentId, List<Step>> histories = new HashMap<>();

  RandomRecords(long seed) {
    random = new Random(seed);
  }

  Memory memory() {
    var instances = new LinkedHashMap<InstanceId, RememberedInstance>();
    var groups = new LinkedHashMap<GroupId, RememberedJudgement>();
    var sites = new LinkedHashMap<SiteId, RememberedJudgement>();
    for (var i = 0; i < 20; i++) {
      var id = instance();
      instances.put(id, rememberedInstance(id));
      groups.put(group(), judgement());
      sites.put(site(), judgement());
    }
    return new Memory(instances, groups, sites, Map.of(group(), hours()));
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
      var route = new Route(text(), text());
      told.put(route, told(id, route));
    }
    return new Incident(
        id,
        new Alert(one(AlertName.values()), subject(), labels()),
        stage(),
        instant(),
        maybe(this::instant),
        moment(),
        random.nextInt(),
        keys(),
        told,
        history(id),
        false);
  }

  private List<DedupKey> keys() {
    var keys = new LinkedHashSet<DedupKey>();
    for (var i = random.nextInt(3); i >= 0; i--) {
      keys.add(new DedupKey("k" + one(List.of("ey", "☃", "\0", "\n"))));
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
      var route = new Route(text(), text());
      history.add(new Step(moment(), route, one(Reason.values()), one(Step.Kind.values()), text()));
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
      labels.put(one(List.of("code", "cause", "watcher")), text());
    }
    return labels;
  }

  /** A transition at its own time: a subject makes no two at once. */
  Transition transition(int n) {
    return new Transition(subject(), text(), text(), Turns.NOW.plus(Duration.ofNanos(n)), text());
  }

  /** What is known to be wrong with a few servers. */
  Map<InstanceId, Diagnosis> diagnoses() {
    var diagnoses = new LinkedHashMap<InstanceId, Diagnosis>();
    for (var i = 0; i < 10; i++) {
      var marks = new EnumMap<Code, Mark>(Code.class);
      for (var j = random.nextInt(4); j > 0; j--) {
        marks.put(one(Code.values()), mark());
      }
      var known =
          new Known(
              random.nextBoolean(),
              maybe(this::instant),
              maybe(() -> new Known.History(random.nextDouble() * 1e13, random.nextInt(500))),
              maybe(() -> new Known.History(one(COUNTERS), 0)),
              maybe(this::instant),
              Optional.empty());
      diagnoses.put(instance(), Diagnosis.remembering(marks, known));
    }
    return diagnoses;
  }

  private Mark mark() {
    var counted = new EnumMap<Signal, Double>(Signal.class);
    var recovered = EnumSet.noneOf(Signal.class);
    for (var i = random.nextInt(3); i > 0; i--) {
      counted.put(one(Signal.values()), one(COUNTERS));
      recovered.add(one(Signal.values()));
    }
    return new Mark(
        instant(), instant(), counted, recovered, random.nextBoolean(), maybe(this::text));
  }

  /** One at its own time: nothing of a server changes twice at once. */
  Change change(int n) {
    return new Change(
        instance(), one(Change.Kind.values()), text(), text(), Turns.NOW.wall().plusNanos(n));
  }

  private RememberedInstance rememberedInstance(InstanceId id) {
    var scrape = maybe(this::scrape);
    var identity = maybe(() -> new Identity(maybe(this::text), maybe(this::text), text(), texts()));
    var changes = new ArrayList<Change>();
    for (var i = random.nextInt(3); i > 0; i--) {
      changes.add(new Change(id, one(Change.Kind.values()), text(), text(), instant()));
    }
    return new RememberedInstance(
        maybe(this::instant),
        scrape.map(_ -> instant()),
        scrape,
        maybe(() -> Duration.ofMillis(random.nextInt(900_000))),
        identity.map(_ -> instant()),
        identity,
        changes);
  }

  private Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    for (var i = random.nextInt(4); i > 0; i--) {
      texts.put(text(), text());
    }
    return texts;
  }

  private Scrape scrape() {
    var intervals = new LinkedHashMap<Duration, Double>();
    var ruleGroups = new LinkedHashMap<String, RuleGroup>();
    for (var i = random.nextInt(4); i > 0; i--) {
      intervals.put(one(DURATIONS), one(NUMBERS));
      ruleGroups.put(one(TEXTS), new RuleGroup(one(NUMBERS), one(NUMBERS), one(NUMBERS)));
      ruleGroups.put("", new RuleGroup(one(NUMBERS), one(NUMBERS), one(NUMBERS)));
    }
    return new Scrape(
        one(Flavour.values()),
        maybe(this::instant),
        instant(),
        maybe(random::nextBoolean),
        maybe(this::text),
        one(COUNTERS),
        maybe(this::instant),
        intervals,
        random.nextInt(9),
        one(COUNTERS),
        Map.of(),
        ruleGroups,
        random.nextBoolean() ? Map.of() : Map.of(one(TEXTS), new Remote(Optional.of(instant()), 0)),
        signals());
  }

  private Signals signals() {
    var values = new EnumMap<Signal, Double>(Signal.class);
    for (var i = random.nextInt(4); i > 0; i--) {
      values.put(one(Signal.values()), one(NUMBERS));
    }
    return new Signals(values);
  }

  private RememberedJudgement judgement() {
    SiteState state =
        switch (random.nextInt(4)) {
          case 0 -> new SiteState.Unknown();
          case 1 -> new SiteState.Producing(instant());
          case 2 -> new SiteState.Stalled(instant());
          default -> new SiteState.Absent(instant(), one(SiteState.Why.values()));
        };
    var accrued = one(DURATIONS);
    return new RememberedJudgement(
        state,
        accrued.isNegative() ? Duration.ZERO : accrued,
        maybe(this::instant),
        random.nextBoolean()
            ? List.of()
            : List.of(
                new RememberedStretch(instant(), instant()),
                new RememberedStretch(instant(), instant())),
        maybe(() -> one(SiteState.Why.values())));
  }

  private Stage stage() {
    return switch (random.nextInt(4)) {
      case 0 -> new Stage.Firing();
      case 1 -> new Stage.Clearing(moment());
      case 2 -> new Stage.Closing(moment(), maybe(this::moment));
      default -> new Stage.Resolved(moment());
    };
  }

  private Told told(IncidentId incident, Route route) {
    return new Told(
        random.nextInt(),
        random.nextBoolean(),
        maybe(this::moment),
        random.nextBoolean(),
        maybe(this::moment),
        maybe(this::moment),
        new Proof(
            maybe(this::moment), maybe(this::moment), maybe(this::moment), random.nextBoolean()),
        new LinkedHashSet<>(keys()),
        maybe(
            () ->
                new Report(
                    incident,
                    random.nextInt(),
                    route,
                    one(Reason.values()),
                    moment(),
                    outcome(),
                    maybe(() -> keys().getFirst()))));
  }

  private Outcome outcome() {
    return switch (random.nextInt(3)) {
      case 0 -> new Outcome.Accepted(random.nextInt());
      case 1 -> new Outcome.Rejected(random.nextInt(), text());
      default -> new Outcome.Failed(text());
    };
  }

  private Subject subject() {
    return one(List.<Supplier<Subject>>of(this::site, this::group, this::instance)).get();
  }

  private SiteId site() {
    return new SiteId("s" + text());
  }

  private GroupId group() {
    return new GroupId(site(), "g" + text());
  }

  private InstanceId instance() {
    return new InstanceId(group(), "i" + text());
  }

  private String text() {
    return one(TEXTS);
  }

  private Instant instant() {
    return one(INSTANTS);
  }

  private Moment moment() {
    return Turns.NOW.at(instant());
  }

  private <T> Optional<T> maybe(Supplier<T> some) {
    return random.nextBoolean() ? Optional.of(some.get()) : Optional.empty();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> T one(T[] of) {
    return one(List.of(of));
  }
}
