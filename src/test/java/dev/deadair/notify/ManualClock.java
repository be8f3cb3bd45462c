package dev.deadair.notify;

import dev.deadair.liveness.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A clock that stands until it is told how much time has passed. */
final class ManualClock implements Supplier<Moment> {

  static final Moment START =
      new Moment(
          Instant.parse("2026-11-01T12:00:00Z"), Duration.ofHours(100), Duration.ofHours(100));

  private final AtomicReference<Moment> now = new AtomicReference<>(START);

  @Override
  public Moment get() {
    return now.get();
  }

  void advance(Duration span) {
    now.updateAndGet(moment -> moment.plus(span));
  }

  static Moment after(double seconds) {
    return START.plus(Duration.ofMillis((long) (seconds * 1000)));
  }
}
