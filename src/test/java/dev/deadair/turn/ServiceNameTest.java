package dev.deadair.turn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.alert.Incidents;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Routing;
import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedGroup;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Inventory.ExpectedSite;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Memory;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Resolution;
import dev.deadair.liveness.Resolution.Door;
import dev.deadair.liveness.ServiceName;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a page says of the name by which people reach the servers of a site. */
class ServiceNameTest {
  private static final Instant START = Instant.parse("2023-05-05T00:00:00Z");
  private static final GroupId GROUP = new GroupId(new SiteId("eqsin"), "ops");
  private static final InstanceId ID = new InstanceId(GROUP, "prometheus5001");
  private static final Door OLD =
      new Door("10.132.0.1", Optional.of("prometheus5001"), true, "ready");
  private static final Door NEW =
      new Door("10.132.0.2", Optional.of("prometheus5002"), false, "answers, not ready");

  private final List<Due> sent = new ArrayList<>();
  private Moment now = new Moment(START, Duration.ZERO, Duration.ZERO);
  private State state = State.of(rules(), Past.NONE, now);
  private double appended = 1e6;
  private Memory memory = Memory.NONE;

  @Test
  void thePageSaysThatTheNameMovedToAServerThatWasNeverReady() {
    passes(Duration.ofMinutes(5), true, OLD);
    passes(Duration.ofMinutes(3), true, NEW);
    passes(Duration.ofMinutes(12), false, NEW);

    assertThat(page())
        .contains(
            "The name prometheus.svc.eqsin moved to prometheus5002 2 min before data stopped;"
                + " prometheus5002 was never ready.");
  }

  @Test
  void aRestartOfOursForgetsNoMove() {
    passes(Duration.ofMinutes(5), true, OLD);
    passes(Duration.ofMinutes(3), true, NEW);
    restart();
    passes(Duration.ofMinutes(12), false, NEW);

    assertThat(page())
        .contains(
            "The name prometheus.svc.eqsin moved to prometheus5002 2 min before data stopped;"
                + " prometheus5002 was never ready.");
  }

  @Test
  void aMoveWhileWeWereAwayIsOneAtTheNextLook() {
    passes(Duration.ofMinutes(5), true, OLD);
    now = now.plus(Duration.ofMinutes(1));
    restart();
    passes(Duration.ofMinutes(1), true, NEW);
    passes(Duration.ofMinutes(12), false, NEW);

    assertThat(page()).contains("moved to prometheus5002 45 s before data stopped");
  }

  @Test
  void aServerThatWasReadyInBetweenIsNotCalledNeverReady() {
    passes(Duration.ofMinutes(5), true, OLD);
    passes(Duration.ofMinutes(1), true, new Door("10.132.0.2", Optional.empty(), true, "ready"));
    passes(Duration.ofMinutes(12), false, NEW);

    assertThat(page()).contains("moved to prometheus5002 45 s before data stopped.\n");
  }

  @Test
  void aMoveOfLongAgoIsNotMentioned() {
    passes(Duration.ofMinutes(5), true, OLD);
    passes(Duration.ofHours(2), true, new Door("10.132.0.2", Optional.empty(), true, "ready"));
    passes(Duration.ofMinutes(12), false, NEW);

    assertThat(page()).doesNotContain("The name");
  }

  @Test
  void aNameWithoutAnAddressIsMentionedAndTheOldPlacesAreKept() {
    passes(Duration.ofMinutes(5), true, OLD);
    resolves(Optional.of("NXDOMAIN"), List.of());
    passes(Duration.ofMinutes(12), false);

    assertThat(page())
        .contains("The name prometheus.svc.eqsin has no address since 2023-05-05 00:05:00 UTC:")
        .contains("NXDOMAIN");
    assertThat(name().who()).containsExactly("prometheus5001");
    assertThat(name().moved()).isEmpty();
  }

  @Test
  void aNameThatOnlyEverLedToADeadServerIsMentionedWithoutAMove() {
    passes(Duration.ofMinutes(5), true, NEW);
    passes(Duration.ofMinutes(12), false, NEW);

    assertThat(page())
        .contains("leads to prometheus5002; prometheus5002 was never ready.")
        .doesNotContain("moved");
  }

  @Test
  void addressesInAnotherOrderAreNoMove() {
    resolves(Optional.empty(), List.of(OLD, NEW));
    resolves(Optional.empty(), List.of(NEW, OLD));

    assertThat(name().moved()).isEmpty();
  }

  private ServiceName name() {
    return requireNonNull(state.fleet().sites().get(GROUP.site()))
        .group(GROUP)
        .flatMap(group -> group.serviceName())
        .orElseThrow();
  }

  private String page() {
    return sent.stream()
        .filter(each -> each.incident().alert().name().label().equals("PrometheusSiteAbsent"))
        .map(each -> requireNonNull(each.page().annotations().get("description")))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private void passes(Duration span, boolean isProducing, Door... doors) {
    for (var end = now.plus(span); now.wall().isBefore(end.wall()); ) {
      now = now.plus(Duration.ofSeconds(15));
      turn(new Fact.Looked(isProducing ? answered() : refused()));
      if (doors.length > 0) {
        resolves(Optional.empty(), List.of(doors));
      }
    }
  }

  private void resolves(Optional<String> failure, List<Door> doors) {
    turn(new Fact.Resolved(new Resolution(GROUP, now, failure, doors)));
  }

  private void turn(Fact fact) {
    var turn = state.turn(List.of(new Fact.Asked("gateway", false, true, now), fact), now);
    sent.addAll(turn.due());
    state = turn.state();
    memory = memory.and(turn.changes().memory());
  }

  /** What the journal holds, and nothing else, is there after it. */
  private void restart() {
    state = State.of(rules(), new Past(state.seq(), memory, Incidents.NONE), now);
  }

  private Observation refused() {
    return new Observation.Refused(
        ID, now, new Failure(Failure.Kind.REFUSED, "/metrics", "nobody listens"));
  }

  private Observation answered() {
    appended += 10_000;
    return Exposed.since(START.minus(Duration.ofDays(9)))
        .at(now.wall())
        .appended(appended, Duration.ofSeconds(15))
        .seen(ID, now);
  }

  private static Rules rules() {
    var instance = new ExpectedInstance(ID, URI.create("http://prometheus5001:9090"));
    var group =
        new ExpectedGroup(
            GROUP, Limits.DEFAULT, List.of(instance), Optional.of("prometheus.svc.eqsin"));
    var site =
        new ExpectedSite(
            GROUP.site(), Limits.DEFAULT, List.of(group), Optional.empty(), Optional.empty());
    var receiver = Receivers.alertmanager("am1");
    return new Rules(
        new Inventory(Duration.ofSeconds(15), List.of(site)),
        new Routing("test", Optional.empty(), List.of(receiver), Map.of()));
  }
}
