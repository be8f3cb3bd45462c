package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The count of useful samples of one process life over its latest readings.
 *
 * <p>It may go back: counters are read one after the other, so a reading that falls into an
 * evaluation of rules can have their samples and not yet their evaluation. What only one reading
 * shows is therefore data only where the rules cannot have written it; else the next must show it
 * too. And data is what goes above where the count has stood, not what comes back to there.
 *
 * @param counts one for each reading, oldest first, never empty
 */
public record Tally(List<Count> counts) {

  /** How many spans of readings a count is remembered for: what rules write comes in bursts. */
  private static final int SPANS = 4;

  public Tally {
    counts = List.copyOf(counts);
  }

  /**
   * Where the count stood at one reading.
   *
   * @param useful samples since the first reading
   * @param gathered the same, and what rules wrote
   * @param burst what the rules write when each is evaluated once
   * @param targets how many there were
   * @param reports samples the server appends for each scrape
   */
  record Count(
      Moment at,
      double useful,
      double gathered,
      double burst,
      double targets,
      int reports,
      Traffic traffic) {

    private static Count of(Reading reading, double useful, double gathered) {
      var scrape = reading.scrape();
      return new Count(
          reading.at(),
          useful,
          gathered,
          reading.ruleBurst(),
          scrape.targets(),
          scrape.reports(),
          Traffic.of(scrape));
    }
  }

  static Tally of(Reading first) {
    return new Tally(List.of(Count.of(first, 0, 0)));
  }

  /** After one reading more, the latest one having been {@code before}. */
  Tally with(Reading before, Reading reading, Duration span) {
    var kept = new ArrayList<Count>(counts);
    kept.add(
        Count.of(
            reading,
            latest().useful + before.gatheredUntil(reading) - before.ruleSamplesUntil(reading),
            latest().gathered + before.gatheredUntil(reading)));
    var horizon = reading.at().minus(span.multipliedBy(SPANS));
    while (kept.size() > 2 && !kept.get(1).at().isAfter(horizon)) {
      kept.removeFirst();
    }
    return new Tally(kept);
  }

  /** Whether it went up by more than {@code noise} after the reading at {@code from}. */
  boolean gained(Moment from, double noise) {
    if (broughtNothing(from)) {
      return false;
    }
    return isOverloaded(from)
        ? gain(from, this::gathered) > noise
        : gain(from, this::useful) > noise + latest().burst;
  }

  /** Whether it did as the two latest readings both show, up to the one at {@code from}. */
  boolean gainedTwice(Moment from, double noise) {
    return latest().burst > 0
        && !broughtNothing(from)
        && !isOverloaded(from)
        && gain(from, this::twice) > noise;
  }

  /** Since then or since the first: what counts scrapes and what counts failures may be apart. */
  private boolean broughtNothing(Moment from) {
    var now = latest().traffic;
    return now.since(at(from).traffic).broughtNothing()
        || now.since(counts.getFirst().traffic).broughtNothing();
  }

  /**
   * Whether it misses evaluations of rules: then the count of what they wrote is wrong by one or
   * two in a hundred (measured), which is more than a server with many rules and few targets
   * gathers. What has targets and not all of them dead is taken to gather something.
   */
  private boolean isOverloaded(Moment from) {
    return counts.size() > 2
        && latest().targets > 0
        && at(from).targets > 0
        && latest().traffic.since(counts.getFirst().traffic).missed() > 0;
  }

  /** The least it went up by since any of the readings up to {@code from}. */
  private double gain(Moment from, ToDoubleFunction<Integer> count) {
    var last = counts.size() - 1;
    var least = Double.POSITIVE_INFINITY;
    for (var i = 0; i < last && !counts.get(i).at.isAfter(from); i++) {
      var more = count.applyAsDouble(last) - count.applyAsDouble(i) - comingAndGoingSince(i);
      least = Math.min(least, more);
    }
    return least == Double.POSITIVE_INFINITY ? 0 : least;
  }

  private double useful(int i) {
    return counts.get(i).useful;
  }

  private double gathered(int i) {
    return counts.get(i).gathered;
  }

  private double twice(int i) {
    return Math.min(useful(i), useful(Math.max(0, i - 1)));
  }

  /**
   * What targets that came may have left beside the reports that are counted: those of a first
   * scrape, which leaves no interval, and stale markers for those under the name before. A new
   * target shows in series that were not there before, one for each report; and a pool that is told
   * once has no more new targets than targets (measured on 2.42, 2.53 and 3.5: a dead one that is
   * renamed leaves exactly that). It may be told well before the first scrape.
   */
  private double comingAndGoingSince(int i) {
    var created = latest().traffic.since(counts.get(i).traffic).created();
    var syncs = latest().traffic.since(counts.getFirst().traffic).syncs();
    return 2 * Math.min(created, latest().reports * syncs * latest().targets);
  }

  private Count at(Moment from) {
    return counts.reversed().stream()
        .filter(each -> !each.at.isAfter(from))
        .findFirst()
        .orElseGet(counts::getFirst);
  }

  private Count latest() {
    return counts.getLast();
  }
}
