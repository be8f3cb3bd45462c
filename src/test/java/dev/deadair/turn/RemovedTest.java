package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.alert.DedupKey;
import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Openings;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Proof;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Report;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Stage;
import dev.deadair.alert.Step;
import dev.deadair.alert.Told;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Watcher;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no longer configured leaves nothing open. */
class RemovedTest {

  private static final Receiver ALERTMANAGER = Receivers.alertmanager("am1");
  private static final Receiver PAGERDUTY = Receivers.pagerDuty();
  private static final SiteId HERE = new SiteId("here");
  private static final SiteId GONE = new SiteId("gone");
  private static final GroupId ONLY = new GroupId(HERE, "ops");

  private final List<Due> sent = new ArrayList<>();
  private final List<Incident> closed = new ArrayList<>();
  private Moment now =
      new Moment(Instant.parse("2026-11-01T12:00:00Z"), Duration.ofDays(3), Duration.ofDays(3));

  static Stream<Alert> gone() {
    return Stream.of(
        new Alert(AlertName.SITE_ABSENT, GONE),
        new Alert(AlertName.GROUP_ABSENT, new GroupId(HERE, "other")),
        new Alert(AlertName.GROUP_ABSENT, ONLY),
        new Alert(AlertName.INGESTION_LOST, new GroupId(GONE, "ops")),
        new Alert(AlertName.INSTANCE_DOWN, new InstanceId(ONLY, "b")),
        new Alert(AlertName.INSTANCE_FINDING, new InstanceId(ONLY, "b"), "code", "hung"),
        new Alert(AlertName.STORE_FAILING, new Watcher("renamed")));
  }

  @ParameterizedTest
  @MethodSource("gone")
  void itsIncidentIsClosedOnEveryRouteAndTheReasonIsKept(Alert alert) {
    var state = State.of(rules(), new Past(7, Memory.NONE, remembered(alert)), now);

    run(state, alert);

    assertThat(sent).isNotEmpty().allMatch(Due::resolves);
    assertThat(sent.getFirst().route().member()).as("PagerDuty is told last").isEqualTo("am1");
    assertThat(sent).filteredOn(each -> each.route().member().equals("events")).hasSize(1);
    assertThat(closed)
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.history())
                    .filteredOn(step -> step.kind() == Step.Kind.WITHDRAWN)
                    .extracting(Step::detail)
                    .containsOnly("the configuration no longer has it"));
  }

  @ParameterizedTest
  @MethodSource("there")
  void whatIsThereStaysOpenUntilItIsSeen(Alert alert) {
    var state = State.of(rules(), new Past(7, Memory.NONE, remembered(alert)), now);

    run(state, alert);

    assertThat(sent).noneMatch(Due::resolves);
    assertThat(closed).isEmpty();
  }

  static Stream<Alert> there() {
    return Stream.of(
        new Alert(AlertName.SITE_ABSENT, HERE),
        new Alert(AlertName.INGESTION_LOST, ONLY),
        new Alert(AlertName.INSTANCE_DOWN, new InstanceId(ONLY, "a")));
  }

  /** Half an hour, a turn a second, in which nothing is seen and everything is accepted. */
  private void run(State first, Alert alert) {
    var state = first;
    var facts = new ArrayList<Fact>();
    for (var i = 0; i < 1800; i++) {
      now = now.plus(Duration.ofSeconds(1));
      var turn = state.turn(List.copyOf(facts), now);
      facts.clear();
      for (var due : turn.due()) {
        facts.add(new Fact.Delivered(Report.on(due, now, new Outcome.Accepted(200))));
        if (due.incident().alert().equals(alert) && !due.incident().assumed()) {
          sent.add(due);
        }
      }
      turn.changes().closed().stream()
          .filter(each -> each.alert().equals(alert))
          .forEach(closed::add);
      state = turn.state();
    }
  }

  private Incidents remembered(Alert alert) {
    var told = new HashMap<Route, Told>();
    for (var route : List.of(new Route("alertmanager", "am1"), new Route("pagerduty", "events"))) {
      told.put(
          route,
          new Told(
              1,
              true,
              Optional.of(now),
              false,
              Optional.of(now),
              Optional.empty(),
              Proof.NONE,
              Set.of(),
              Optional.empty()));
    }
    return Incidents.of(
        List.of(
            new Incident(
                new IncidentId("0123456789abcdef"),
                alert,
                new Stage.Firing(),
                now.wall(),
                Optional.empty(),
                now,
                1,
                new DedupKey("key"),
                told)),
        Openings.NONE);
  }

  private static Rules rules() {
    var instance =
        new ExpectedInstance(new InstanceId(ONLY, "a"), URI.create("http://prometheus:9090"));
    var site = Expected.site(ONLY, Limits.DEFAULT, instance);
    return new Rules(
        new Inventory(Duration.ofSeconds(15), List.of(site)),
        new Routing("watcher", Optional.empty(), List.of(ALERTMANAGER, PAGERDUTY), Map.of()));
  }
}
