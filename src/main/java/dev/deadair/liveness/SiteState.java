package dev.deadair.liveness;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether a site, or a group of one, produces data.
 *
 * <pre>
 * from                        on                                       to
 * any                         data                                     Producing
 * Unknown, Producing          no data                                  Stalled
 * Stalled                     no data for the window, or the backstop  Absent
 * Stalled                     too little data over the coverage span   Absent
 * any                         blind                                    unchanged
 * </pre>
 */
public sealed interface SiteState {

  /** Never seen producing, nor long enough without. */
  record Unknown() implements SiteState {}

  /** At least one instance produces data. */
  record Producing(Instant since) implements SiteState {}

  /** No data since {@code since}, the instant of the last that was known. */
  record Stalled(Instant since) implements SiteState {}

  /** No data for too long: somebody must look. */
  record Absent(Instant since, Why why) implements SiteState {}

  /** Which rule made it absent. */
  enum Why {
    /** Sighted time without data has reached the window. */
    WINDOW("no data for the window"),
    /** Two windows of wall time, though our own sight was broken in between. */
    BACKSTOP("no data for two windows, partly unwatched"),
    /** It shows data now and again, and less of the time than it must. */
    FLAPPING("too little data over the coverage span");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** The lower-case word of board, API and metrics. */
  default String word() {
    return switch (this) {
      case Unknown _ -> "unknown";
      case Producing _ -> "producing";
      case Stalled _ -> "stalled";
      case Absent _ -> "absent";
    };
  }

  /** Since when there has been no data. */
  default Optional<Instant> noDataSince() {
    return switch (this) {
      case Unknown _, Producing _ -> Optional.empty();
      case Stalled(var since) -> Optional.of(since);
      case Absent(var since, _) -> Optional.of(since);
    };
  }

  /** Why it is in this state, in a few words. */
  default String because() {
    return switch (this) {
      case Unknown _ -> "not judged yet";
      case Producing _ -> "data advances";
      case Stalled(var since) -> "no data since " + since.truncatedTo(ChronoUnit.SECONDS);
      case Absent(var since, var why) ->
          why.words() + ", since " + since.truncatedTo(ChronoUnit.SECONDS);
    };
  }
}
