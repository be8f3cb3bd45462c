package dev.deadair.turn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Routing;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.Source;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.SiteState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Servers that cannot be looked at, known by what they send us. */
class HeartbeatTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Duration DEADLINE = Duration.ofMinutes(6);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofMinutes(3), Duration.ofMinutes(5));
  private static final GroupId FAR = new GroupId(new SiteId("magru"), "ops");
  private static final InstanceId ONE = new InstanceId(FAR, "one");
  private static final InstanceId TWO = new InstanceId(FAR, "two");
  private static final InstanceId LOOKED = new InstanceId(FAR, "looked");

  private final List<Fact> facts = new ArrayList<>();
  private Moment now =
      new Moment(Instant.parse("2026-11-02T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));
  private State state = State.of(rules(heard(ONE), heard(TWO)), Past.NONE, now);
  private boolean cut;

  @Test
  void oneThatIsHeardInTimeIsEnough() {
    for (var i = 0; i < 20; i++) {
      beat(ONE);
      run(Duration.ofMinutes(5));
    }

    assertThat(site()).isInstanceOf(SiteState.Producing.class);
    assertThat(opened()).containsExactly("PrometheusInstanceDown");
  }

  @Test
  void silenceCountsFromTheDeadlineOnAndPagesAfterTheWindow() {
    beat(ONE);
    beat(TWO);
    run(DEADLINE.plus(WINDOW).minusSeconds(30));
    assertThat(opened()).doesNotContain("PrometheusSiteAbsent");

    run(Duration.ofMinutes(1));

    assertThat(opened()).contains("PrometheusSiteAbsent");
  }

  @Test
  void eachHasItsOwnDeadline() {
    state = State.of(rules(heard(ONE), heard(TWO, Duration.ofMinutes(30))), Past.NONE, now);
    beat(ONE);
    beat(TWO);
    run(Duration.ofMinutes(12));

    assertThat(stateOf(ONE)).isEqualTo("down");
    assertThat(stateOf(TWO)).isEqualTo("producing");
    assertThat(site()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void oneThatWasNeverHeardPagesToo() {
    run(DEADLINE.plus(WINDOW).plusMinutes(1));

    assertThat(opened()).contains("PrometheusSiteAbsent").doesNotContain("DeadairBlind");
  }

  /** Nor once it is missed, before the next control has answered. */
  @Test
  void waitingForTheFirstIsNoBlindness() {
    for (var i = 0; i < DEADLINE.plusMinutes(1).toSeconds(); i++) {
      run(Duration.ofSeconds(1));
      assertThat(opened()).doesNotContain("DeadairBlind");
    }
  }

  @Test
  void thatNothingReachesUsIsToldThoughTheFirstIsNotDueForLong() {
    run(DEADLINE.minusSeconds(20));
    cut = true;
    run(WINDOW);

    assertThat(opened()).containsExactly("DeadairBlind");
  }

  @Test
  void whileNothingReachesUsNoHeartbeatIsMissed() {
    beat(ONE);
    run(Duration.ofMinutes(2));
    cut = true;
    run(Duration.ofHours(1));

    assertThat(opened()).containsExactly("DeadairBlind");
    assertThat(site()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void timeAtWhichWeStoodStillIsNoSilence() {
    beat(ONE);
    run(Duration.ofMinutes(2));
    now = now.plus(Duration.ofMinutes(40));

    run(DEADLINE.minusSeconds(5));
    beat(ONE);
    run(Duration.ofMinutes(5));

    assertThat(opened()).doesNotContain("PrometheusSiteAbsent", "PrometheusSiteStalled");
    assertThat(site()).isInstanceOf(SiteState.Producing.class);
  }

  @Test
  void aHeartbeatVetoesNothingThatALookShows() {
    state = State.of(rules(heard(ONE), looked()), Past.NONE, now);
    for (var i = 0; i < 3; i++) {
      beat(ONE);
      run(Duration.ofMinutes(4));
    }

    assertThat(opened()).contains("PrometheusSiteAbsent");
  }

  @Test
  void heardAgainItIsBackAndTheIncidentEnds() {
    run(DEADLINE.plus(WINDOW).plusMinutes(1));
    assertThat(opened()).contains("PrometheusSiteAbsent");

    beat(ONE);
    run(Duration.ofMinutes(5).plusSeconds(5));

    assertThat(site()).isInstanceOf(SiteState.Producing.class);
    assertThat(opened()).doesNotContain("PrometheusSiteAbsent");
  }

  private void beat(InstanceId id) {
    facts.add(new Fact.Beat(id, now));
  }

  private void run(Duration time) {
    for (var i = 0; i < time.toSeconds(); i++) {
      now = now.plus(Duration.ofSeconds(1));
      if (now.mono().toSeconds() % 15 == 0) {
        facts.add(new Fact.Asked("gateway", false, !cut, now));
        facts.add(
            new Fact.Looked(
                new Observation.Refused(
                    LOOKED, now, new Failure(Failure.Kind.REFUSED, "/metrics", ""))));
      }
      state = state.turn(List.copyOf(facts), now).state();
      facts.clear();
    }
  }

  private SiteState site() {
    return state.fleet().sites().values().iterator().next().judgement().state();
  }

  private String stateOf(InstanceId id) {
    var site = requireNonNull(state.fleet().sites().get(FAR.site()));
    return site.instance(id).orElseThrow().state().word();
  }

  private List<String> opened() {
    return state.incidents().all().stream()
        .filter(each -> each.isOpen())
        .map(each -> each.alert().name().label())
        .distinct()
        .toList();
  }

  private static ExpectedInstance heard(InstanceId id) {
    return heard(id, DEADLINE);
  }

  private static ExpectedInstance heard(InstanceId id, Duration deadline) {
    return new ExpectedInstance(id, new Source.Heartbeat(deadline));
  }

  private static ExpectedInstance looked() {
    return new ExpectedInstance(LOOKED, URI.create("http://looked:9090"));
  }

  private static Rules rules(ExpectedInstance... instances) {
    var site = Expected.site(FAR, LIMITS, instances);
    return new Rules(
        new Inventory(Duration.ofSeconds(15), List.of(site)),
        new Routing("test", Optional.empty(), List.of(), Map.of()));
  }
}
