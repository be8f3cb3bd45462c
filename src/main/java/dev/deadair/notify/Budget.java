package dev.deadair.notify;

import dev.deadair.liveness.Moment;
import java.time.Duration;

/**
 * How many requests a receiver is asked to bear: a bucket that holds a minute's tokens and fills
 * evenly. Belongs to one thread at a time.
 */
final class Budget {

  private final int burst;
  private final Duration interval;
  private Duration full; // when, by the monotonic clock, every token is back

  private Budget(int burst, Duration interval) {
    this.burst = burst;
    this.interval = interval;
    this.full = Duration.ofSeconds(Long.MIN_VALUE / 2); // long ago
  }

  static Budget aMinute(int requests) {
    return new Budget(requests, Duration.ofMinutes(1).dividedBy(requests));
  }

  static Budget boundless() {
    return new Budget(1, Duration.ZERO);
  }

  /** How long until there is a token; zero while there is one. */
  Duration shortfall(Moment now) {
    var wait = full.minus(interval.multipliedBy(burst - 1L)).minus(now.mono());
    return wait.isPositive() ? wait : Duration.ZERO;
  }

  void take(Moment now) {
    full = (full.compareTo(now.mono()) > 0 ? full : now.mono()).plus(interval);
  }
}
