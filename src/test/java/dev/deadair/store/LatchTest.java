package dev.deadair.store;

import static dev.deadair.diagnosis.Code.WILL_NOT_SURVIVE_RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Routing;
import dev.deadair.diagnosis.Finding;
import dev.deadair.liveness.Expected;
import dev.deadair.liveness.Exposed;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is latched of a server outlasts any end of ours, and ends as it would have without. */
class LatchTest {

  private static final InstanceId ID =
      new InstanceId(new GroupId(new SiteId("ulsfo"), "ops"), "prometheus4001");
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Instant LIFE = Instant.parse("2023-05-01T00:00:00Z");

  @TempDir private Path directory;

  private Moment now =
      new Moment(Instant.parse("2023-05-03T00:00:00Z"), Duration.ofDays(1), Duration.ofDays(1));
  private SqliteStore store;
  private State state;
  private long looks;

  @BeforeEach
  void begin() throws IOException {
    start();
  }

  @AfterEach
  void end() {
    store.close();
  }

  /** In its life the write-ahead log was truncated before, so only what we saw can confirm it. */
  @Test
  void killedBetweenTheFirstAndTheSecondFailedCycleWeConfirmItAllTheSame() throws IOException {
    reads(LIFE, Map.of(Signal.WAL_TRUNCATIONS, 9.0));
    reads(LIFE, Map.of(Signal.WAL_TRUNCATIONS, 9.0, Signal.COMPACTIONS_FAILED, 1.0));
    var first = now.wall();
    assertThat(isConfirmed()).isFalse();

    killed();
    reads(LIFE, Map.of(Signal.WAL_TRUNCATIONS, 9.0, Signal.COMPACTIONS_FAILED, 1.0));
    assertThat(finding().orElseThrow().since()).isEqualTo(first);
    assertThat(isConfirmed()).isFalse();

    killed();
    reads(LIFE, Map.of(Signal.WAL_TRUNCATIONS, 9.0, Signal.COMPACTIONS_FAILED, 2.0));
    assertThat(finding().orElseThrow().since()).isEqualTo(first);
    assertThat(isConfirmed()).isTrue();

    killed();
    reads(LIFE, Map.of(Signal.WAL_TRUNCATIONS, 9.0, Signal.COMPACTIONS_FAILED, 2.0));
    assertThat(isConfirmed()).isTrue();
  }

  @Test
  void whatWasOverIsNotFoundAgainAfterwards() throws IOException {
    reads(LIFE, Map.of());
    reads(LIFE, Map.of(Signal.COMPACTIONS_FAILED, 1.0));
    reads(
        LIFE,
        Map.of(
            Signal.COMPACTIONS_FAILED, 1.0, Signal.COMPACTIONS, 2.0, Signal.WAL_TRUNCATIONS, 1.0));
    assertThat(finding()).isEmpty();

    killed();
    reads(
        LIFE,
        Map.of(
            Signal.COMPACTIONS_FAILED, 1.0, Signal.COMPACTIONS, 2.0, Signal.WAL_TRUNCATIONS, 1.0));

    assertThat(finding()).isEmpty();
  }

  @Test
  void aHealthyStartWhileWeWereAwayEndsIt() throws IOException {
    reads(LIFE, Map.of());
    reads(LIFE, Map.of(Signal.COMPACTIONS_FAILED, 1.0));
    assertThat(finding()).isPresent();

    killed();
    reads(now.wall().minusSeconds(5), Map.of());

    assertThat(finding()).isEmpty();
  }

  private Optional<Finding> finding() {
    return state.diagnoses().of(ID).stream()
        .filter(each -> each.code() == WILL_NOT_SURVIVE_RESTART)
        .findFirst();
  }

  private boolean isConfirmed() {
    return state.diagnoses().isConfirmed(ID, WILL_NOT_SURVIVE_RESTART);
  }

  private void reads(Instant life, Map<Signal, Double> signals) {
    now = now.plus(INTERVAL);
    looks++;
    var look =
        Exposed.since(life)
            .at(now.wall())
            .targets(1)
            .appended(1000.0 * looks)
            .scrapes(Map.of(INTERVAL, (double) looks))
            .signals(signals)
            .seen(ID, now);
    var turn = state.turn(List.of(new Fact.Looked(look)), now);
    assertThat(store.write(turn.state(), turn.changes())).isEqualTo(new Commit.Kept());
    state = turn.state();
  }

  /** Nothing of ours is closed in order, and a machine has other clocks after it has started. */
  private void killed() throws IOException {
    store.close();
    now = new Moment(now.wall().plusSeconds(40), Duration.ofMinutes(1), Duration.ofMinutes(1));
    start();
  }

  private void start() throws IOException {
    store = SqliteStore.open(directory, InstantSource.system());
    state = State.of(rules(), store.load(now).past(), now);
  }

  private static Rules rules() {
    var instance = new ExpectedInstance(ID, URI.create("http://prometheus4001:9090"));
    var site = Expected.site(ID.group(), Limits.DEFAULT, instance);
    return new Rules(
        new Inventory(INTERVAL, List.of(site)),
        new Routing("watcher", Optional.empty(), List.of(), Map.of()));
  }
}
