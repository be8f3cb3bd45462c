package dev.deadair.diagnosis;

import static dev.deadair.liveness.Signal.LOWEST_TIMESTAMP;
import static dev.deadair.liveness.Signal.SIZE_RETENTIONS;
import static dev.deadair.liveness.Signal.TIME_RETENTIONS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * A server whose oldest sample is suddenly much younger, and which has deleted nothing for its age
 * or size: blocks, or the whole directory, are gone.
 */
final class HistoryLost implements Rule {

  /** What no rounding explains; without retention the oldest sample stays where it is. */
  private static final Duration LOSS = Duration.ofMinutes(5);

  /** It does not come back by itself: told until everybody had a chance to read it. */
  private static final Duration TOLD = Duration.ofDays(1);

  @Override
  public Code code() {
    return Code.HISTORY_LOST;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    var lost = lost(visit);
    if (lost > LOSS.toMillis()) {
      var mark = before.orElseGet(() -> Mark.at(visit.at()));
      return Optional.of(mark.and(Map.of(LOWEST_TIMESTAMP, lost), visit.at()));
    }
    return before.filter(
        mark -> -lost < LOSS.toMillis() && visit.lasting(mark).compareTo(TOLD) < 0);
  }

  /** By how many milliseconds the oldest sample is younger than when it was last ready. */
  private static double lost(Visit visit) {
    // Retention may count at one look and show at the next, so a life that has any tells nothing.
    if (!visit.isReady() || visit.count(TIME_RETENTIONS) + visit.count(SIZE_RETENTIONS) > 0) {
      return 0;
    }
    var now = Known.History.of(visit.reading().orElseThrow().scrape().signals());
    return now.flatMap(held -> visit.known().held().map(before -> held.lowest() - before.lowest()))
        .orElse(0.0);
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var lost = Duration.ofMillis(mark.counted().getOrDefault(LOWEST_TIMESTAMP, 0.0).longValue());
    var evidence = new ArrayList<String>();
    evidence.add(
        LOWEST_TIMESTAMP.metric()
            + " rose by "
            + Plain.span(lost)
            + ", seen at "
            + Plain.time(mark.latest()));
    visit
        .scrape()
        .flatMap(scrape -> Known.History.of(scrape.signals()))
        .map(held -> Instant.ofEpochMilli((long) held.lowest()))
        .ifPresent(at -> evidence.add("its oldest sample: " + Plain.time(at)));
    evidence.add(TIME_RETENTIONS.metric() + " and " + SIZE_RETENTIONS.metric() + " are 0");
    return Optional.of(
        new Finding(
            code(),
            mark,
            "has lost " + Plain.span(lost) + " of its history, and not for its age or size",
            evidence,
            """
            1. See whether it runs on the right directory, and that its disk is mounted. Costs nothing.
               tr '\\0' '\\n' < /proc/$(pgrep -o -x prometheus)/cmdline | grep storage
            %s\
               findmnt -T "$DATA"; ls "$DATA"
            2. Where the blocks lie elsewhere, stop it, bring the directory back, and start it. Costs the time it is stopped.
            3. Else query a replica for that time; here it is lost.
            """
                .formatted(Remedy.DATA)));
  }
}
