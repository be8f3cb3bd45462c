package dev.deadair.replay;

import dev.deadair.liveness.Remote;
import java.time.Instant;
import java.util.Optional;

/** Where a simulated server sends its samples: it takes them, unless it is gone. */
final class SimulatedRemote {
  private Optional<Instant> sent = Optional.empty();
  private boolean isGone;

  void goes() {
    isGone = true;
  }

  void comesBack() {
    isGone = false;
  }

  boolean isGone() {
    return isGone;
  }

  void take(Instant newest) {
    if (!isGone) {
      sent = Optional.of(newest);
    }
  }

  /** What was scraped since waits, as far as the server tells: a batch of it. */
  Remote told(Optional<Instant> newest, Workload workload) {
    return new Remote(sent, sent.equals(newest) ? 0 : workload.samples());
  }
}
