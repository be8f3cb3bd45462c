package dev.deadair.probe;

import dev.deadair.liveness.Observation;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Looks at a few servers again and again, for a tool that is no daemon. */
public final class Lookout implements AutoCloseable {

  private static final long STOP_SECONDS = 5;

  private final Vertx vertx = Vertx.vertx();
  private final Schedule schedule;

  /**
   * Begins to look.
   *
   * @param sink takes what looks bring, on event loops; it must not block
   */
  public Lookout(
      List<Target> targets, Duration interval, Duration timeout, Consumer<Observation> sink) {
    schedule =
        new Schedule(
            vertx, interval, timeout, timeout, new MachineClock(), new Uncounted(), sink, _ -> {});
    schedule.start(targets);
  }

  /** Looks no more. */
  @Override
  public void close() {
    schedule.stop();
    try {
      var _ = vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      // The process of a tool ends anyway.
    }
  }
}
