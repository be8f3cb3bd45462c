package dev.deadair.store;

import dev.deadair.liveness.Moment;
import dev.deadair.turn.Changes;
import dev.deadair.turn.Commit;
import dev.deadair.turn.State;
import java.io.IOException;

/**
 * What holds turns durably. It blocks for as long as the disk does; one thread at a time uses it.
 */
public interface Store extends AutoCloseable {

  /**
   * What earlier runs left. A past that cannot be read is no reason not to watch: it is left behind
   * and {@link Loaded#lost} says so.
   *
   * @throws IOException where starting without that past would be wrong, with a message for the
   *     operator
   */
  Loaded load(Moment now) throws IOException;

  /**
   * Makes {@code changes} durable, which have led to {@code state}: all of them, or none. A store
   * that turns out to hold nothing yet takes the whole state instead. A turn older than the newest
   * that is held is refused.
   */
  Commit write(State state, Changes changes);

  /**
   * What was loaded came too late, and whoever writes from now on does not know it: it is left
   * behind like a past that cannot be read.
   */
  default void leftBehind() {}

  @Override
  void close();
}
