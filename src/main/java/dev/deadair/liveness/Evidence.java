package dev.deadair.liveness;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** What this turn knows about whether something produces data. */
public sealed interface Evidence {

  /** Data is known to have advanced lately enough. */
  record Data() implements Evidence {}

  /**
   * Sighted, and no data.
   *
   * @param from since when that is known without a break
   * @param looks how many looks in a row showed it
   * @param slowSince since when looks at a server that is slow have been out of time; empty while
   *     none was
   */
  record NoData(Moment from, int looks, Optional<Moment> slowSince) implements Evidence {}

  /** We cannot tell. */
  record Blind(BlindCause cause) implements Evidence {}

  /** There is none, and there need not be any yet. */
  record NotYet() implements Evidence {}

  /** This evidence of something that has never had data, and need not have any before that. */
  default Evidence expectedFrom(Moment from, Moment now) {
    return switch (this) {
      case Data _ -> this;
      case NoData _, Blind _, NotYet _ when from.isAfter(now) -> new NotYet();
      case NoData(var since, var looks, var slow) ->
          new NoData(Moment.later(since, from), looks, slow);
      case Blind _, NotYet _ -> this;
    };
  }

  /**
   * What holds for all {@code parts} together: one with data is enough; without one, a single part
   * that we cannot see might have some; no data is known only as long as the last part to lose it.
   */
  static Evidence ofAll(Collection<Evidence> parts) {
    Evidence all = null;
    for (var part : parts) {
      all = all == null ? part : both(all, part);
    }
    return all == null ? new Blind(BlindCause.NO_LOOK) : all;
  }

  private static Evidence both(Evidence one, Evidence other) {
    if (one instanceof Data || other instanceof Data) {
      return new Data();
    }
    if (one instanceof NoData(var from, var looks, var slow)
        && other instanceof NoData(var otherFrom, var otherLooks, var otherSlow)) {
      return new NoData(
          Moment.later(from, otherFrom),
          Math.min(looks, otherLooks),
          Stream.concat(slow.stream(), otherSlow.stream()).reduce(Moment::later));
    }
    return one instanceof Blind ? one : other;
  }
}
