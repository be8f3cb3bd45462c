package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.Incident;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Report;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Floor;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When we cannot look, somebody is told of that, once for each cause, and of nothing else. */
class BlindTest {

  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final List<Due> sent = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private Moment now =
      new Moment(Instant.parse("2023-05-05T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));
  private boolean controlsAnswer = true;
  private State state = state(1);

  /** Their page was never journalled, and whoever supervises us may have ended the process. */
  @Test
  void thatTurnsFailedInARunBeforeIsClosedByTheFirstThatWorks() {
    var world = new World(Limits.DEFAULT, "ulsfo/ops/a");
    world.run(Duration.ofMinutes(4));
    assertThat(world.turns)
        .as("we may be started again and again")
        .flatExtracting(Turn::due)
        .noneMatch(due -> "turns-failing".equals(cause(due)));

    world.run(Duration.ofMinutes(3));

    assertThat(world.turns)
        .flatExtracting(Turn::due)
        .filteredOn(due -> "turns-failing".equals(cause(due)))
        .isNotEmpty()
        .allMatch(Due::resolves)
        .extracting(due -> due.route().member())
        .contains("am1", "events");
  }

  @Test
  void aRotatedPasswordIsOnePageAboutUsAfterTheWindow() {
    var began = now.wall();
    run(Duration.ofMinutes(30), this::refusesUs);

    assertThat(named()).containsOnly("DeadairBlind{site1}{cause=unauthorized, watcher=eqsin-a}");
    var opened = sent.getFirst().incident().openedAt().wall();
    assertThat(Duration.between(began, opened))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    assertThat(sent.getFirst().page().summary())
        .startsWith("Site site1 is not seen by eqsin-a: they refuse our credentials, since ");
  }

  @Test
  void whatWasLowBeforeWeWereBlindIsNotLostForThat() {
    var minutes = Duration.ofMinutes(10);
    var limits =
        new Limits(
            minutes,
            Duration.ofMinutes(3),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            0.5,
            new Floor.Absolute(1_000));
    var world = new World(limits, "ulsfo/ops/a");
    world.run(Duration.ofMinutes(2));
    world.blind(true);
    world.run(Duration.ofMinutes(30));
    world.blind(false);
    world.run(Duration.ofMinutes(5));

    assertThat(world.sent).noneMatch(BlindTest::isOfLostIngestion);
    world.run(minutes);
    assertThat(world.sent).anyMatch(BlindTest::isOfLostIngestion);
  }

  private static boolean isOfLostIngestion(Due due) {
    return due.incident().alert().name() == AlertName.INGESTION_LOST;
  }

  @Test
  void fortySitesThatRefuseUsAreOnePageNotForty() {
    state = state(40);
    run(Duration.ofMinutes(30), this::refusesUs);

    assertThat(named()).containsOnly("DeadairBlind{/eqsin-a}{cause=unauthorized, watcher=eqsin-a}");
    assertThat(sent).hasSizeLessThan(40);
  }

  @Test
  void ourOwnNetworkGoneIsPagedOnceWeSawLessThanHalfOfTheWindow() {
    controlsAnswer = false;
    state = state(3);
    var began = now.wall();
    run(Duration.ofMinutes(30), this::givesNoAnswer);

    assertThat(named())
        .containsOnly("DeadairBlind{/eqsin-a}{cause=controls-gone, watcher=eqsin-a}");
    var opened = sent.getFirst().incident().openedAt().wall();
    assertThat(Duration.between(began, opened))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(sent.getFirst().incident().alert().labels())
        .containsEntry("watcher", "eqsin-a")
        .doesNotContainKey("site");
  }

  @Test
  void aMinuteWithoutSightIsNoPage() {
    for (var i = 0; i < 4; i++) {
      run(Duration.ofSeconds(60), this::refusesUs);
      run(Duration.ofMinutes(4), this::isDown);
    }

    assertThat(named()).noneMatch(each -> each.startsWith("DeadairBlind"));
  }

  @Test
  void seenAgainForClearAfterIsTheEndOfIt() {
    run(Duration.ofMinutes(15), this::refusesUs);
    run(Duration.ofMinutes(6), this::isDown);

    assertThat(sent)
        .filteredOn(due -> due.incident().alert().name().label().equals("DeadairBlind"))
        .anyMatch(Due::resolves);
  }

  /** The site's own decision does not come: the other part of it might have data. */
  @Test
  void aGroupThatIsDarkBesideOneThatWeCannotSeeIsPagedByItself() {
    state = state(List.of(site("site1", "ops", "k8s")));
    run(
        Duration.ofMinutes(16),
        id -> id.group().toString().equals("site1/k8s") ? refusesUs(id) : isDown(id));

    assertThat(named()).contains("PrometheusGroupAbsent{site1/ops}");
    assertThat(named()).noneMatch(each -> each.startsWith("PrometheusSiteAbsent"));
  }

  @Test
  void aGroupThatIsDarkWaitsForItsSiteWhereTheOtherWasNotSeenForAMomentOnly() {
    state = state(List.of(site("site1", "ops", "k8s")));
    run(Duration.ofSeconds(590), this::isDown);
    run(
        Duration.ofSeconds(60),
        id -> id.group().toString().equals("site1/k8s") ? refusesUs(id) : isDown(id));
    run(Duration.ofMinutes(5), this::isDown);

    assertThat(named()).contains("PrometheusSiteAbsent{site1}");
    assertThat(named()).noneMatch(each -> each.startsWith("PrometheusGroupAbsent"));
  }

  @Test
  void ourOwnBlindnessIsOverThoughASiteThatIsToldOfByItselfRefusesUs() {
    state = state(3);
    run(Duration.ofMinutes(15), id -> isOf("site1", id) ? refusesUs(id) : isDown(id));
    controlsAnswer = false;
    run(Duration.ofMinutes(15), id -> isOf("site1", id) ? refusesUs(id) : givesNoAnswer(id));
    assertThat(open()).contains("DeadairBlind{/eqsin-a}{cause=controls-gone, watcher=eqsin-a}");
    controlsAnswer = true;
    run(Duration.ofMinutes(10), id -> isOf("site1", id) ? refusesUs(id) : isDown(id));

    assertThat(open())
        .contains("DeadairBlind{site1}{cause=unauthorized, watcher=eqsin-a}")
        .noneMatch(each -> each.startsWith("DeadairBlind{/"));
  }

  private static boolean isOf(String site, InstanceId id) {
    return id.site().toString().equals(site);
  }

  private List<String> open() {
    return state.incidents().all().stream()
        .filter(Incident::isOpen)
        .map(each -> each.alert().toString())
        .toList();
  }

  @Test
  void aSiteThatWasPagedForStaysSoWhileWeCannotSeeIt() {
    run(Duration.ofMinutes(12), this::isDown);
    assertThat(named()).contains("PrometheusSiteAbsent{site1}");
    run(Duration.ofMinutes(30), this::refusesUs);

    assertThat(sent).noneMatch(Due::resolves);
    assertThat(named()).anyMatch(each -> each.startsWith("DeadairBlind{site1}"));
  }

  /** A clock that is wrong keeps nobody from looking: that no look ends has another cause. */
  @Test
  void thatOurClockIsKnownToBeWrongExplainsNoLookThatIsNotTaken() {
    var world = new World(Limits.DEFAULT, "ulsfo/ops/a", "eqsin/ops/a");
    world.run(Duration.ofMinutes(5));
    world.stepClock(Duration.ofMinutes(10));
    world.run(Duration.ofMinutes(10));
    assertThat(world.sent).extracting(BlindTest::cause).contains("clock-wrong");
    var state = world.state();
    now = world.now();

    for (var second = 0; second < 600; second++) {
      now = now.plus(Duration.ofSeconds(1));
      var turn = state.turn(List.of(), now);
      state = turn.state();
      sent.addAll(turn.due());
    }

    assertThat(sent).extracting(BlindTest::cause).contains("no-look");
  }

  private static @Nullable String cause(Due due) {
    return due.incident().alert().more().get("cause");
  }

  private Observation refusesUs(InstanceId id) {
    return new Observation.Opaque(id, now, BlindCause.UNAUTHORIZED, "401 Unauthorized");
  }

  private Observation givesNoAnswer(InstanceId id) {
    return new Observation.Refused(
        id, now, new Failure(Failure.Kind.CONNECT_TIMEOUT, "/metrics", ""));
  }

  private Observation isDown(InstanceId id) {
    return new Observation.Refused(id, now, new Failure(Failure.Kind.REFUSED, "/metrics", ""));
  }

  private void run(Duration time, Function<InstanceId, Observation> look) {
    for (var second = 0; second < time.toSeconds(); second++) {
      now = now.plus(Duration.ofSeconds(1));
      facts.add(new Fact.Asked("gateway", false, controlsAnswer, now));
      var phase = 0;
      for (var site : state.rules().inventory().sites()) {
        for (var instance :
            site.groups().stream().flatMap(each -> each.instances().stream()).toList()) {
          if ((second + phase++) % INTERVAL.toSeconds() == 0) {
            facts.add(new Fact.Looked(look.apply(instance.id())));
          }
        }
      }
      var turn = state.turn(List.copyOf(facts), now);
      facts.clear();
      state = turn.state();
      turn.due().forEach(this::deliver);
    }
  }

  private void deliver(Due due) {
    if (!due.incident().assumed()) {
      sent.add(due);
    }
    facts.add(new Fact.Delivered(Report.on(due, now, new Outcome.Accepted(202))));
  }

  private List<String> named() {
    return sent.stream().map(due -> due.incident().alert().toString()).distinct().toList();
  }

  private State state(int sites) {
    return state(
        IntStream.rangeClosed(1, sites).mapToObj(number -> site("site" + number, "ops")).toList());
  }

  private State state(List<ExpectedSite> expected) {
    var pagerduty = Receivers.pagerDuty();
    var routing = new Routing("eqsin-a", Optional.empty(), List.of(pagerduty), Map.of());
    return State.of(new Rules(new Inventory(INTERVAL, expected), routing), Past.NONE, now);
  }

  private static ExpectedSite site(String name, String... groups) {
    var site = new SiteId(name);
    return new ExpectedSite(
        site,
        Limits.DEFAULT,
        Stream.of(groups).map(each -> group(new GroupId(site, each))).toList(),
        Optional.empty(),
        Optional.empty());
  }

  private static ExpectedGroup group(GroupId id) {
    var instance =
        new ExpectedInstance(
            new InstanceId(id, "prometheus"), URI.create("http://" + id.site() + ":9090"));
    return new ExpectedGroup(id, Limits.DEFAULT, List.of(instance));
  }
}
