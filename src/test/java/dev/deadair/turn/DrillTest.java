package dev.deadair.turn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
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
import org.junit.jupiter.api.Test;

class DrillTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final InstanceId FAR =
      new InstanceId(new GroupId(new SiteId("magru"), "ops"), "far");
  private static final Set<String> ALL = Set.of("am1", "am2", "events", "hook");

  private final List<Fact> facts = new ArrayList<>();
  private final List<Due> sent = new ArrayList<>();
  private final Set<String> answering = new LinkedHashSet<>(ALL);
  private Moment now =
      new Moment(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));
  private Rules rules = rules(List.of());
  private State state = State.of(rules, Past.NONE, now);

  @Test
  void onlyTheReceiverThatIsTriedIsToldThoughItWouldWaitOtherwise() {
    order("pagerduty", Severity.CRITICAL);
    run(Duration.ofMinutes(4));

    assertThat(sent).extracting(due -> due.route().member()).containsOnly("events");
    assertThat(sent.getFirst().page().summary())
        .isEqualTo("TEST, nothing is wrong: drill of pagerduty by test, 2026-11-02 00:00:01 UTC");
  }

  @Test
  void pagerDutyIsProvenByItsAnswerAndTheDrillEndsThen() {
    order("pagerduty", Severity.CRITICAL);
    run(SECOND.multipliedBy(2));

    var drill = latest("pagerduty");
    assertThat(drill.isProven()).isTrue();
    assertThat(drill.endedAt()).contains(drill.orderedAt().plus(SECOND));
    assertThat(leg(drill, "events").accepted()).contains(drill.orderedAt().plus(SECOND));
    run(SECOND.multipliedBy(3));
    assertThat(sent.getLast().resolves()).isTrue();
    run(Duration.ofMinutes(2));
    assertThat(drills()).isEmpty();
  }

  @Test
  void anAlertmanagerIsProvenWhenItHasNotifiedAndTheOtherMembersWould() {
    order("alertmanager", Severity.CRITICAL);
    run(SECOND.multipliedBy(3));
    assertThat(latest("alertmanager").isOn()).as("accepted alone is no proof").isTrue();

    held("am1");
    held("am2");
    run(SECOND.multipliedBy(5));
    assertThat(latest("alertmanager").isOn()).as("listed alone is no proof").isTrue();
    receipt();
    run(SECOND);

    var drill = latest("alertmanager");
    assertThat(drill.isOn()).isFalse();
    assertThat(drill.isProven()).isTrue();
    assertThat(leg(drill, "am1").notified().orElseThrow().since(drill.orderedAt()))
        .isEqualTo(SECOND.multipliedBy(7));
  }

  @Test
  void whatNobodyTakesIsGivenUpAfterTwoMinutesAndWarnedOf() {
    answering.remove("events");
    order("pagerduty", Severity.CRITICAL);
    run(Duration.ofMinutes(2).minus(SECOND));
    assertThat(latest("pagerduty").isOn()).isTrue();
    run(SECOND.multipliedBy(4));

    var drill = latest("pagerduty");
    assertThat(drill.endedAt()).contains(drill.orderedAt().plus(Drill.PATIENCE));
    assertThat(drill.isProven()).isFalse();
    assertThat(leg(drill, "events").trouble()).isEqualTo("failed: connection refused");
    assertThat(open()).contains(AlertName.UNDELIVERED);
    assertThat(state.drills().proven()).isEmpty();
  }

  @Test
  void theWarningEndsWithTheNextDrillThatIsProven() {
    answering.remove("events");
    order("pagerduty", Severity.CRITICAL);
    run(Duration.ofMinutes(10));
    answering.add("events");
    order("pagerduty", Severity.CRITICAL);
    run(Duration.ofMinutes(6));

    assertThat(latest("pagerduty").isProven()).isTrue();
    assertThat(open()).doesNotContain(AlertName.UNDELIVERED);
  }

  @Test
  void aFailedDrillWithholdsNoHeartbeat() {
    answering.clear();
    order("pagerduty", Severity.CRITICAL);
    run(Duration.ofSeconds(90));

    assertThat(state.unheard(now)).isEmpty();
    assertThat(state.undeliveredSince(now)).isEmpty();
  }

  @Test
  void asAWarningItHasThatLabel() {
    order("hook", Severity.WARNING);
    run(SECOND);

    assertThat(sent.getFirst().incident().alert().labels())
        .containsOnly(
            Map.entry("alertname", "DeadairDrill"),
            Map.entry("severity", "warning"),
            Map.entry("watcher", "test"),
            Map.entry("receiver", "hook"));
  }

  @Test
  void noneBeginsBeforeTheEndOfTheOneBeforeIsToldEverywhere() {
    order("alertmanager", Severity.CRITICAL);
    run(Duration.ofMinutes(2).plus(SECOND.multipliedBy(10)));
    var first = latest("alertmanager");
    assertThat(first.isOn()).isFalse();

    order("alertmanager", Severity.CRITICAL);
    run(SECOND);
    assertThat(latest("alertmanager")).isEqualTo(first);

    run(Duration.ofMinutes(2));
    order("alertmanager", Severity.CRITICAL);
    run(SECOND);
    assertThat(latest("alertmanager").orderedAt().isAfter(first.orderedAt())).isTrue();
  }

  @Test
  void manyInAnHourEachEndAsSoonAsTheyAreProven() {
    for (var i = 0; i < 8; i++) {
      order("pagerduty", Severity.CRITICAL);
      run(Duration.ofMinutes(5));
      assertThat(drills()).as("after %d", i).noneMatch(Incident::isOpen);
    }
    assertThat(sent).filteredOn(due -> !due.resolves()).hasSize(8);
  }

  @Test
  void oneThatIsUnderWayWhenTheWatcherIsKilledIsEndedAfterItsRestart() {
    answering.remove("events");
    order("pagerduty", Severity.CRITICAL);
    run(SECOND.multipliedBy(10));
    answering.add("events");

    restart(SECOND.multipliedBy(20));
    assertThat(latest("pagerduty").isOn()).isFalse();
    sent.clear();
    // What was not answered may still arrive for a minute.
    run(Duration.ofMinutes(2));

    assertThat(sent).isNotEmpty().allMatch(Due::resolves);
    assertThat(open()).isEmpty();
    assertThat(drills()).isEmpty();
    assertThat(latest("pagerduty").isOn()).isFalse();
  }

  @Test
  void aPlanIsFollowedFromTheLastDrillAndNotFromTheStart() {
    rules = rules(List.of(new DrillPlan("pagerduty", Duration.ofHours(2), Severity.WARNING)));
    state = State.of(rules, Past.NONE, now);
    run(Duration.ofMinutes(10).minus(SECOND));
    assertThat(sent).as("never at once").isEmpty();
    run(SECOND.multipliedBy(5));
    var first = latest("pagerduty");
    assertThat(first.wanted().by()).isEqualTo("schedule");
    assertThat(first.isProven()).isTrue();

    for (var i = 0; i < 3; i++) {
      run(Duration.ofMinutes(25));
      restart(Duration.ofMinutes(10));
    }
    assertThat(latest("pagerduty").wanted()).isEqualTo(first.wanted());
    run(Duration.ofMinutes(16));

    var second = latest("pagerduty");
    assertThat(Duration.between(first.orderedAt().wall(), second.orderedAt().wall()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(2).plus(SECOND));
  }

  /** Two restarts: the first may still see that the clock was set. */
  @Test
  void aStepOfTheWallClockMakesNoPlanDueSooner() {
    rules = rules(List.of(new DrillPlan("pagerduty", Duration.ofHours(9), Severity.WARNING)));
    state = State.of(rules, Past.NONE, now);
    run(Duration.ofMinutes(11));
    var first = latest("pagerduty");
    assertThat(first.isProven()).isTrue();

    now = new Moment(now.wall().plus(Duration.ofDays(2)), now.mono(), now.boot());
    run(SECOND.multipliedBy(2));
    restart(SECOND);
    run(Duration.ofMinutes(11));

    assertThat(latest("pagerduty").wanted()).isEqualTo(first.wanted());
  }

  @Test
  void noPlanIsFollowedWhileAPageIsOutNorWhileTheJournalWouldForgetIt() {
    rules = rules(List.of(new DrillPlan("hook", Duration.ofHours(2), Severity.CRITICAL)));
    state = State.of(rules, Past.NONE, now);
    now = now.plus(Duration.ofMinutes(12));
    facts.add(new Fact.Stored(new Commit.Unkept("full")));
    run(SECOND.multipliedBy(20));
    assertThat(state.drills().latest()).as("journal").isEmpty();
    facts.add(new Fact.Stored(new Commit.Kept()));
    facts.add(new Fact.Asked("gateway", false, true, now));
    run(SECOND);
    assertThat(state.drills().latest()).isNotEmpty();
  }

  private void order(String receiver, Severity severity) {
    var id = "id-" + now.mono().toSeconds();
    facts.add(new Fact.Commanded(new Command.Try(new Drill.Wanted(id, receiver, severity, "jo"))));
  }

  private Drill latest(String receiver) {
    return requireNonNull(state.drills().latest().get(receiver));
  }

  private static Drill.Leg leg(Drill drill, String member) {
    return requireNonNull(drill.legs().get(new Route(drill.wanted().receiver(), member)));
  }

  private List<AlertName> open() {
    return state.incidents().all().stream()
        .filter(Incident::isOpen)
        .map(each -> each.alert().name())
        .toList();
  }

  private List<Incident> drills() {
    return state.incidents().all().stream()
        .filter(each -> each.alert().name() == AlertName.DRILL)
        .toList();
  }

  private void held(String member) {
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

  private void receipt() {
    var labels = drills().getFirst().alert().labels();
    facts.add(
        new Fact.Received(
            new Receipt(now, "pager", "{}:{}", List.of(new Receipt.Notified(labels, true)))));
  }

  /** Every second a turn, and all receivers that answer take what the turn before sent them. */
  private void run(Duration time) {
    for (var i = 0; i < time.toSeconds(); i++) {
      now = now.plus(SECOND);
      var turn = state.turn(List.copyOf(facts), now);
      facts.clear();
      state = turn.state();
      journal.take(turn);
      for (var due : turn.due()) {
        if (due.incident().alert().name() != AlertName.HEARTBEAT) {
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

  private final Kept journal = new Kept();

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

  private void restart(Duration away) {
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
    var site =
        new ExpectedSite(
            FAR.site(),
            limits,
            List.of(new ExpectedGroup(FAR.group(), limits, List.of(heard))),
            Optional.empty(),
            Optional.empty());
    var receivers =
        List.of(
            new Receiver(
                "alertmanager",
                Receiver.Nature.Level.DEFAULT,
                Severity.WARNING,
                List.of("am1", "am2"),
                Map.of()),
            new Receiver(
                "pagerduty",
                Receiver.Nature.Edge.DEFAULT,
                Severity.CRITICAL,
                List.of("events"),
                Map.of(),
                Duration.ofMinutes(5)),
            new Receiver(
                "hook",
                new Receiver.Nature.Edge(Duration.ofHours(4), false),
                Severity.CRITICAL,
                List.of("hook"),
                Map.of()));
    return new Rules(
        new Inventory(Duration.ofSeconds(15), List.of(site)),
        new Routing("test", Optional.empty(), receivers, Map.of()),
        plans);
  }
}
