package dev.deadair.diagnosis;

import dev.deadair.liveness.Life;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server that scrapes too rarely for its window: a few lost scrapes would be an outage. */
final class WindowTooShort implements Rule {

  private static final long SCRAPES = 3;

  @Override
  public Code code() {
    return Code.WINDOW_TOO_SHORT;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    return visit.standingWhereRead(
        before,
        visit
            .instance()
            .life()
            .map(Life::toldInterval)
            .filter(each -> each.multipliedBy(SCRAPES).compareTo(visit.limits().window()) > 0)
            .isPresent());
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    return visit
        .instance()
        .life()
        .map(Life::toldInterval)
        .map(interval -> finding(mark, interval, visit));
  }

  private Finding finding(Mark mark, Duration interval, Visit visit) {
    var least = Plain.span(interval.multipliedBy(SCRAPES));
    return new Finding(
        code(),
        mark,
        "scrapes every "
            + Plain.span(interval)
            + ", too rarely for a window of "
            + Plain.span(visit.limits().window()),
        List.of(
            "prometheus_target_interval_length_seconds has an interval of " + Plain.span(interval),
            "the window must hold " + SCRAPES + " scrapes: " + least),
        """
        1. Make the window of this group at least %s in deadair's configuration, or its longest scrape_interval shorter. Costs nothing.
           deadair check config /etc/deadair/deadair.conf
        """
            .formatted(least));
  }
}
