package dev.deadair.diagnosis;

import dev.deadair.liveness.Reading;
import dev.deadair.liveness.Scrape;
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
            .reading()
            .map(Reading::scrape)
            .filter(each -> least(each).compareTo(visit.limits().window()) > 0)
            .isPresent());
  }

  private static Duration least(Scrape scrape) {
    return scrape.longestInterval().multipliedBy(SCRAPES);
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    return visit.scrape().map(scrape -> finding(mark, scrape, visit));
  }

  private Finding finding(Mark mark, Scrape scrape, Visit visit) {
    return new Finding(
        code(),
        mark,
        "scrapes every "
            + Plain.span(scrape.longestInterval())
            + ", too rarely for a window of "
            + Plain.span(visit.limits().window()),
        List.of(
            "prometheus_target_interval_length_seconds has an interval of "
                + Plain.span(scrape.longestInterval()),
            "the window must hold " + SCRAPES + " scrapes: " + Plain.span(least(scrape))),
        """
        1. Make the window of this group at least %s in deadair's configuration, or its longest scrape_interval shorter. Costs nothing.
           deadair check config /etc/deadair/deadair.conf
        """
            .formatted(Plain.span(least(scrape))));
  }
}
