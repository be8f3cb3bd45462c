package dev.deadair.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.liveness.Limits;
import dev.deadair.replay.SimulatedServer.Condition;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replica, a group and a site are told of beside each other. */
class RollUpTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final Limits LIMITS =
      Limits.of(WINDOW, Duration.ofMinutes(3), Duration.ofMinutes(5));
  private static final String A = "ulsfo/ops/prometheus4001";
  private static final String B = "ulsfo/ops/prometheus4002";

  private final World world = new World(LIMITS, A, B);

  @Test
  void oneReplicaIsEnoughAndItsLossIsAWarning() {
    world.run(Duration.ofMinutes(2));
    world.become(A, Condition.KILLED);
    world.run(Duration.ofMinutes(30));

    assertThat(world.pages("PrometheusSiteAbsent")).isEmpty();
    assertThat(world.pages("PrometheusSiteStalled")).isEmpty();
    assertThat(world.pages("PrometheusInstanceDown")).isNotEmpty();
    assertThat(world.sent).allMatch(due -> due.receiver().name().equals("alertmanager"));
  }

  @Test
  void aGroupPagesByItselfOnlyWhileAnotherGroupHasData() {
    var other = "ulsfo/k8s/prometheus4003";
    var two = new World(LIMITS, A, B, other);
    two.run(Duration.ofMinutes(2));
    two.become(other, Condition.KILLED);
    two.run(Duration.ofMinutes(12));

    assertThat(two.sent)
        .filteredOn(due -> due.route().receiver().equals("pagerduty"))
        .extracting(due -> due.incident().alert().name().label())
        .containsOnly("PrometheusGroupAbsent");
  }

  @Test
  void aSitesPageInhibitsWhatLiesBelowIt() {
    var two = new World(LIMITS, A, B, "ulsfo/k8s/prometheus4003");
    two.run(Duration.ofMinutes(2));
    two.servers.values().forEach(server -> server.become(Condition.KILLED));
    two.run(Duration.ofMinutes(30));

    assertThat(two.sent)
        .extracting(due -> due.incident().alert().name().label())
        .containsOnly("PrometheusSiteStalled", "PrometheusSiteAbsent");
  }

  /** Servers are looked at one after the other, and one may need minutes longer than another. */
  @ParameterizedTest(name = "back {0} s later")
  @ValueSource(ints = {0, 120, 280})
  void aGroupThatIsBackBeforeItsSiteIsOverIsToldToNobody(int later) {
    var other = "ulsfo/k8s/prometheus4003";
    var two = new World(LIMITS, A, other);
    two.run(Duration.ofMinutes(2));
    two.servers.values().forEach(server -> server.become(Condition.KILLED));
    two.run(Duration.ofMinutes(15));
    two.become(other, Condition.RUNNING);
    two.run(Duration.ofSeconds(later));
    two.become(A, Condition.RUNNING);
    two.run(Duration.ofMinutes(30));

    assertThat(two.pages("PrometheusSiteAbsent")).anyMatch(Due::resolves);
    assertThat(two.pages("PrometheusGroupAbsent")).isEmpty();
    assertThat(two.pages("PrometheusInstanceDown")).isEmpty();
    assertThat(two.state().incidents().all()).isEmpty();
  }

  @Test
  void aGroupThatBlipsAsItsSiteIsOverIsToldToNobody() {
    var other = "ulsfo/k8s/prometheus4003";
    var two = new World(LIMITS, A, other);
    two.run(Duration.ofMinutes(2));
    two.servers.values().forEach(server -> server.become(Condition.KILLED));
    two.run(Duration.ofMinutes(12));
    two.servers.values().forEach(server -> server.become(Condition.RUNNING));
    two.run(Duration.ofSeconds(270));
    two.become(A, Condition.KILLED);
    two.run(Duration.ofMinutes(1));
    two.become(A, Condition.RUNNING);
    two.run(Duration.ofMinutes(20));

    assertThat(two.pages("PrometheusSiteAbsent")).anyMatch(Due::resolves);
    assertThat(two.pages("PrometheusGroupAbsent")).isEmpty();
  }

  @Test
  void aGroupThatIsStillDarkWhenItsSiteIsOverIsToldThen() {
    var other = "ulsfo/k8s/prometheus4003";
    var two = new World(LIMITS, A, other);
    two.run(Duration.ofMinutes(2));
    two.servers.values().forEach(server -> server.become(Condition.KILLED));
    two.run(Duration.ofMinutes(15));
    two.become(other, Condition.RUNNING);
    two.run(Duration.ofMinutes(6));

    assertThat(two.pages("PrometheusGroupAbsent"))
        .extracting(due -> due.route().member())
        .contains("am1", "am2", "events");
  }

  @Test
  void warningsThatNobodyHasHeardYetGiveWayToThePage() {
    world.run(Duration.ofMinutes(2));
    world.unheard(true);
    world.become(A, Condition.KILLED);
    world.run(Duration.ofMinutes(5));
    world.become(B, Condition.KILLED);
    world.run(Duration.ofMinutes(12));
    world.sent.clear();
    world.run(Duration.ofMinutes(1));

    assertThat(world.sent)
        .extracting(due -> due.incident().alert().name().label())
        .containsOnly("PrometheusSiteAbsent", "DeadairUndelivered");
  }
}
