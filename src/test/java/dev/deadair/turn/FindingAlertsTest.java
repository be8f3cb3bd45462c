package dev.deadair.turn;

import static dev.deadair.liveness.Signal.COMPACTIONS;
import static dev.deadair.liveness.Signal.COMPACTIONS_FAILED;
import static dev.deadair.liveness.Signal.CONFIG_RELOADED;
import static dev.deadair.liveness.Signal.WAL_TRUNCATIONS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Receivers;
import dev.deadair.alert.Report;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.SiteId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a finding: one server that produces all the while, and tells of trouble. */
class FindingAlertsTest {
  private static final Instant START = Instant.parse("2023-05-03T00:00:00Z");
  private static final InstanceId ID =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");

  private final Map<Signal, Double> signals = new EnumMap<>(Signal.class);
  private final Map<String, Due> sent = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();
  private Duration ahead = Duration.ZERO;
  private Moment now = new Moment(START, Duration.ZERO, Duration.ZERO);
  private State state = State.of(rules(), Past.NONE, now);
  private double appended = 1e6;

  @Test
  void theFirstFailedCompactionWarnsAtOnceWhileAllLooksHealthy() {
    looks(4);
    signals.put(COMPACTIONS_FAILED, 1.0);
    looks(1);

    assertThat(sent.keySet()).containsExactly("PrometheusWillNotRestart");
    var annotations = requireNonNull(sent.get("PrometheusWillNotRestart")).page().annotations();
    assertThat(annotations.get("verdict"))
        .startsWith("storage: ulsfo/ops/prometheus4001 will probably not survive");
    assertThat(annotations.get("action")).contains("mv \"$DATA/wal\"");
    assertThat(annotations.get("description")).contains("compactions_failed_total rose by 1");
  }

  @Test
  void theSecondPagesForTheLastReplicaThatProduces() {
    looks(4);
    signals.put(COMPACTIONS_FAILED, 1.0);
    looks(1);
    signals.put(COMPACTIONS_FAILED, 2.0);
    looks(1);

    assertThat(requireNonNull(sent.get("PrometheusLastReplicaWillNotRestart")).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void anotherStartOfOursNeitherEndsTheWarningNorForgetsIt() {
    looks(4);
    signals.put(COMPACTIONS_FAILED, 1.0);
    looks(1);
    var memory = Changes.whole(state).memory();
    var incidents = state.incidents();

    state = State.of(rules(), new Past(state.seq(), memory, incidents), now);
    looks(100);

    assertThat(state.incidents().all()).hasSize(1).allMatch(each -> each.isOpen());
  }

  @Test
  void aCycleThatSucceedsEndsIt() {
    looks(4);
    signals.put(COMPACTIONS_FAILED, 1.0);
    looks(1);
    signals.put(COMPACTIONS, 2.0);
    signals.put(WAL_TRUNCATIONS, 2.0);
    looks(30);

    assertThat(state.incidents().all()).noneMatch(each -> each.isOpen());
  }

  @Test
  void anyOtherFindingWarnsUnderItsCodeOnceItHasLasted() {
    looks(4);
    signals.put(CONFIG_RELOADED, 0.0);
    looks(10);
    assertThat(sent).isEmpty();

    looks(5);
    assertThat(requireNonNull(sent.get("PrometheusInstanceFinding")).incident().alert().labels())
        .containsEntry("code", "reload-failed");
  }

  /** It warned at once of what had shown a moment before, or hours late. */
  @ParameterizedTest(name = "by {0} min")
  @ValueSource(longs = {-120, 120})
  void aFindingHasLastedNoLongerAndNoShorterForAStepOfOurClock(long minutes) {
    looks(4);
    signals.put(CONFIG_RELOADED, 0.0);
    looks(5);
    ahead = Duration.ofMinutes(minutes);
    now = new Moment(now.wall().plus(ahead), now.mono(), now.boot());
    looks(5);
    assertThat(told).doesNotContain("reload-failed");

    looks(5);
    assertThat(told).contains("reload-failed");
  }

  private final List<Fact> facts = new ArrayList<>();

  private void looks(int count) {
    for (var i = 0; i < count; i++) {
      now = now.plus(Duration.ofSeconds(15));
      appended += 10_000;
      facts.add(new Fact.Looked(look()));
      var turn = state.turn(List.copyOf(facts), now);
      facts.clear();
      turn.due().forEach(this::deliver);
      state = turn.state();
    }
  }

  private void deliver(Due due) {
    facts.add(new Fact.Delivered(Report.on(due, now, new Outcome.Accepted(200))));
    if (!due.incident().assumed()) {
      sent.put(due.incident().alert().name().label(), due);
      told.add(due.incident().alert().more().getOrDefault("code", ""));
    }
  }

  private Observation look() {
    return Exposed.since(START.minus(Duration.ofDays(9)))
        .at(now.wall().minus(ahead))
        .appended(appended, Duration.ofSeconds(15))
        .signals(signals)
        .seen(ID, now);
  }

  private static Rules rules() {
    var instance = new ExpectedInstance(ID, URI.create("http://prometheus4001:9090"));
    var site = Expected.site(ID.group(), Limits.DEFAULT, instance);
    var receiver = Receivers.alertmanager("am1");
    return new Rules(
        new Inventory(Duration.ofSeconds(15), List.of(site)),
        new Routing("test", Optional.empty(), List.of(receiver), Map.of()));
  }
}
