package dev.deadair.store;

import dev.deadair.turn.Commit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** A process that commits turn after turn, and says so, until it is killed. */
final class CommittingProcess {

  private CommittingProcess() {}

  public static void main(String[] arguments) throws Exception {
    var fleet = new RandomFleet(Long.parseLong(arguments[1]));
    var store = SqliteStore.open(Path.of(arguments[0]), InstantSource.system());
    // A busy machine is no broken disk.
    try (var journal = new Journal(store, Duration.ofMinutes(1))) {
      journal.load(fleet.now());
      var state = fleet.unremembered();
      while (true) {
        var turn = fleet.turn(state);
        state = turn.state();
        System.out.println(
            switch (journal.commit(turn)) {
              case Commit.Kept() -> "kept " + turn.seq();
              case Commit.Unkept(var why) -> "unkept " + turn.seq() + " " + why;
            });
      }
    }
  }
}
