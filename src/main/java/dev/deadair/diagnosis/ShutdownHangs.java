package dev.deadair.diagnosis;

import dev.deadair.liveness.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server that was told to stop and does not come to an end: it scrapes no more, answers healthy,
 * and waits for a remote to take what is left (a minute, measured on 2.42 and 3.5).
 */
final class ShutdownHangs implements Rule {

  /** What Debian's unit gives it (TimeoutStopSec), before systemd may start another beside it. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public Code code() {
    return Code.SHUTDOWN_HANGS;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return visit.standing(before, visit.answer().filter(look -> stops(look, visit)).isPresent());
  }

  private static boolean stops(Observation.Answered look, Visit visit) {
    return !look.isReady()
        && look.healthy().orElse(false)
        && visit.known().wasReady(look.scrape().processStart());
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    if (visit.lasting(mark).compareTo(PATIENCE) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            code(),
            mark,
            "does not come to the end of its shutdown, and scrapes no more",
            List.of(
                "ready earlier in this process life, not ready since " + Plain.time(mark.since()),
                "/-/healthy answers 200, /metrics answers"),
            """
            1. See what it waits for; most often a remote that takes nothing. Costs nothing.
               journalctl -u prometheus | grep -iE 'remote|flush|signal' | tail -n 5
            2. Wait: it gives up after remote_write's flush deadline, a minute. Costs what the remote has not taken.
            3. See that it is gone before another starts on the same directory: two writers damage it.
               pgrep -a -x prometheus
            """));
  }
}
