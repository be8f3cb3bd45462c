package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How often a server is seen to scrape, for one that does not tell at which interval it does:
 * VictoriaMetrics.
 *
 * @param last when scrapes were last seen to have advanced
 * @param gaps between that and the advances before, the latest first and four at most
 */
record Cadence(Optional<Moment> last, List<Duration> gaps) {

  static final Cadence UNKNOWN = new Cadence(Optional.empty(), List.of());

  /** One that scrapes less often is known by what it tells, or not at all. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final int KEPT = 4;

  Cadence {
    gaps = List.copyOf(gaps);
  }

  /** After a reading that shows scrapes which the one before did not. */
  Cadence advanced(Moment at) {
    var more = new ArrayList<Duration>();
    last.map(at::since).ifPresent(more::add);
    more.addAll(gaps);
    return new Cadence(Optional.of(at), more.subList(0, Math.min(more.size(), KEPT)));
  }

  /**
   * The shorter of the two latest gaps, for a pause is none; once four are known, the shorter of
   * the longer of each two: of two targets one may come soon after the other. Zero while there were
   * not two.
   */
  Duration interval() {
    if (gaps.size() < 2) {
      return Duration.ZERO;
    }
    var known =
        gaps.size() < KEPT
            ? shorter(gaps.get(0), gaps.get(1))
            : shorter(longer(gaps.get(0), gaps.get(1)), longer(gaps.get(2), gaps.get(3)));
    return shorter(known, LONGEST);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
