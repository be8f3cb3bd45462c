package dev.deadair.store;

import dev.deadair.liveness.Moment;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Past;
import dev.deadair.turn.State;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A store in memory whose disk can be stopped, and made to fail. */
final class StoppableStore implements Store {

  final List<Changes> kept = new CopyOnWriteArrayList<>();

  /** How much had been kept each time. */
  final List<Integer> leftBehind = new CopyOnWriteArrayList<>();

  final CountDownLatch closed = new CountDownLatch(1);
  volatile CountDownLatch disk = new CountDownLatch(0);
  volatile Supplier<Commit> answer = Commit.Kept::new;

  @Override
  public Loaded load(Moment now) {
    try {
      disk.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the journal's thread", e);
    }
    return new Loaded(Past.NONE, Optional.of("it was never written"));
  }

  @Override
  public Commit write(State state, Changes changes) {
    try {
      disk.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the journal's thread", e);
    }
    var outcome = answer.get();
    if (outcome instanceof Commit.Kept) {
      kept.add(changes);
    }
    return outcome;
  }

  @Override
  public void leftBehind() {
    leftBehind.add(kept.size());
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
