package dev.deadair.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import dev.deadair.turn.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replaying the journal gives the same fleet. */
class JournalReplayTest {

  private static final int TURNS = 150;
  private static final int TURNS_A_RUN = 25;

  @TempDir private Path directory;

  private int opened;
  private int closed;
  private int complete;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void afterEveryTurnTheJournalKnowsTheSameFleet(long seed) throws Exception {
    var fleet = new RandomFleet(seed);
    var past = Past.NONE;
    var state = fleet.unremembered();

    for (var run = 0; run < TURNS / TURNS_A_RUN; run++) {
      try (var store = SqliteStore.open(directory, InstantSource.system())) {
        assertThat(store.load(fleet.now())).isEqualTo(new Loaded(past, Optional.empty()));

        for (var turns = 0; turns < TURNS_A_RUN; turns++) {
          var turn = fleet.turn(state);
          past = Ledger.after(past, turn);
          state = turn.state();
          assertThat(store.write(state, turn.changes())).isEqualTo(new Commit.Kept());
          requireSame(store, past, state, fleet);
          opened += turn.changes().incidents().size();
          closed += turn.changes().closed().size();
        }
      }
    }

    assertThat(List.of(opened, closed, complete)).as("seed %d", seed).allMatch(n -> n > 5);
  }

  private void requireSame(SqliteStore store, Past past, State state, RandomFleet fleet)
      throws IOException {
    var loaded = store.load(fleet.now()).past();
    assertThat(loaded).isEqualTo(past);
    assertThat(loaded.incidents().all()).containsExactlyElementsOf(state.incidents().all());

    var restarted = State.of(fleet.rules, loaded, fleet.now());
    assertThat(restarted.incidents())
        .isEqualTo(
            loaded.incidents().resumed(restarted.fleet(), fleet.rules.routing(), fleet.now()));
    assertThat(restarted.seq()).isEqualTo(state.seq());
    if (past.memory().equals(Changes.whole(state).memory())) {
      complete++;
      assertThat(Changes.whole(restarted).memory()).isEqualTo(Changes.whole(state).memory());
    }
  }
}
