package dev.deadair.view;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Report;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.turn.Turn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A made-up fleet whose instances follow scripts, taken through real turns on a made-up clock. */
public final class Scene {
  public static final Duration INTERVAL = Duration.ofSeconds(15);

  private static final List<Receiver> RECEIVERS =
      List.of(
          Receivers.alertmanager("http://am1:9093", "http://am2:9093"),
          new Receiver(
              "pagerduty",
              Receiver.Nature.Edge.DEFAULT,
              Severity.CRITICAL,
              List.of("events.pagerduty.com"),
              Map.of()));

  private final Map<GroupId, Map<InstanceId, Script>> scripts = new LinkedHashMap<>();
  private final List<Fact> reports = new ArrayList<>();
  private final Moment start;
  private Function<Due, Outcome> receivers = _ -> new Outcome.Accepted(200);
  private Moment now;
  private @Nullable State state;
  private Function<Turn, Commit> journal = _ -> new Commit.Kept();
  private View view = View.BLANK;

  /** An empty scene; instances are added before the first turn. */
  public Scene(Instant start) {
    this.start = new Moment(start, Duration.ZERO, Duration.ZERO);
    this.now = this.start;
  }

  /** One more instance, which does as {@code script} says. */
  public Scene with(String site, String group, String instance, Script script) {
    var id = new InstanceId(new GroupId(new SiteId(site), group), instance);
    scripts.computeIfAbsent(id.group(), _ -> new LinkedHashMap<>()).put(id, script);
    return this;
  }

  /** What receivers answer to what is sent from now on; at first they take everything. */
  public Scene receivers(Function<Due, Outcome> answers) {
    receivers = answers;
    return this;
  }

  /** How commits end from now on; at first the journal keeps everything. */
  public Scene commits(Commit outcome) {
    return commitsTo(_ -> outcome);
  }

  /** What keeps turns from now on. */
  public Scene commitsTo(Function<Turn, Commit> keeper) {
    journal = keeper;
    return this;
  }

  /** What enters the next turn beside its looks. */
  public Scene hears(Fact... facts) {
    reports.addAll(List.of(facts));
    return this;
  }

  /** Turns, each with a look at every instance, until {@code span} has passed. */
  public Scene run(Duration span) {
    for (var left = span; left.isPositive(); left = left.minus(INTERVAL)) {
      look(INTERVAL);
    }
    return this;
  }

  /** One turn, {@code after} the one before, with a look at every instance. */
  public View look(Duration after) {
    now = now.plus(after);
    var facts = new ArrayList<Fact>();
    scripts
        .values()
        .forEach(
            group ->
                group.forEach(
                    (id, script) -> facts.add(new Fact.Looked(script.look(id, start, now)))));
    return turn(facts);
  }

  /** One turn, {@code after} the one before, in which no look ends. */
  public View pass(Duration after) {
    now = now.plus(after);
    return turn(new ArrayList<>());
  }

  /** When the latest turn was. */
  Moment now() {
    return now;
  }

  /** What was shown last. */
  public View view() {
    return view;
  }

  private View turn(List<Fact> facts) {
    facts.addAll(reports);
    reports.clear();
    var before = state == null ? State.of(rules(), Past.NONE, start) : state;
    var turn = before.turn(facts, now);
    var kept = journal.apply(turn);
    for (var due : turn.due()) {
      reports.add(new Fact.Delivered(Report.on(due, now, receivers.apply(due))));
    }
    state = turn.state();
    view = View.of(turn.state(), kept, now, view);
    return view;
  }

  private Rules rules() {
    var groups = new LinkedHashMap<SiteId, List<ExpectedGroup>>();
    scripts.forEach(
        (id, instances) ->
            groups
                .computeIfAbsent(id.site(), _ -> new ArrayList<>())
                .add(
                    new ExpectedGroup(
                        id,
                        Limits.DEFAULT,
                        instances.keySet().stream().map(Scene::expected).toList())));
    var sites = groups.entrySet().stream().map(each -> expected(each.getKey(), each.getValue()));
    return new Rules(
        new Inventory(INTERVAL, sites.toList()),
        new Routing("eqsin-a", Optional.empty(), RECEIVERS, Map.of()));
  }

  private static ExpectedSite expected(SiteId site, List<ExpectedGroup> groups) {
    return new ExpectedSite(
        site,
        Limits.DEFAULT,
        groups,
        Optional.of(URI.create("https://wiki.example/runbooks/dead-air")),
        Optional.empty());
  }

  private static ExpectedInstance expected(InstanceId id) {
    var host = id.name().replaceAll("[^A-Za-z0-9.-]", "-");
    return new ExpectedInstance(id, URI.create("http://watcher:secret@" + host + ":9090"));
  }
}
