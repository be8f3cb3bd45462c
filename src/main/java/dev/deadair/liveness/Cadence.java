package dev.deadair.liveness;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a server is seen to scrape, for one that does not tell at which interval it does:
 * VictoriaMetrics.
 *
 * @param last when scrapes were last seen to have advanced
 * @param gap between that and the advance before
 * @param before the gap before that one
 */
record Cadence(Optional<Moment> last, Optional<Duration> gap, Optional<Duration> before) {

  static final Cadence UNKNOWN = new Cadence(Optional.empty(), Optional.empty(), Optional.empty());

  /** One that scrapes less often is known by what it tells, or not at all. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** After a reading that shows scrapes which the one before did not. */
  Cadence advanced(Moment at) {
    return new Cadence(Optional.of(at), last.map(at::since), gap);
  }

  /** The shorter of the two latest gaps: a pause is none. Zero while there were not two. */
  Duration interval() {
    return gap.flatMap(one -> before.map(other -> one.compareTo(other) < 0 ? one : other))
        .map(shorter -> shorter.compareTo(LONGEST) > 0 ? LONGEST : shorter)
        .orElse(Duration.ZERO);
  }
}
