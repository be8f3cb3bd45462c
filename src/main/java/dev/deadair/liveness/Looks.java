package dev.deadair.liveness;

import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.NotLooked;
import dev.deadair.liveness.Observation.Opaque;
import dev.deadair.liveness.Observation.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The run of looks at one instance: whether we see it, and for how long without a gap.
 *
 * @param latest the latest look that is judged; empty before the first
 * @param unvouched a later look that got no answer, while no control has answered since: whose
 *     fault that was is open
 * @param sightedSince since when every look brought evidence, none missing in between; empty while
 *     the latest brought none
 * @param dark how many looks in a row brought evidence of no data
 * @param slowSince since when each look was out of time though somebody took it; empty while the
 *     latest was not
 */
public record Looks(
    Optional<Observation> latest,
    Optional<Refused> unvouched,
    Optional<Moment> sightedSince,
    int dark,
    Optional<Moment> slowSince) {

  static final Looks NONE =
      new Looks(Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty());

  /** Whether {@code look} ended before the latest one, and says nothing any more. */
  boolean outran(Observation look) {
    return latest.filter(before -> before.at().isAfter(look.at())).isPresent();
  }

  /** When the newest look was, whether it counts yet or not. */
  Optional<Moment> newest() {
    return Stream.concat(latest.stream(), unvouched.stream())
        .map(Observation::at)
        .reduce(Moment::later);
  }

  /** After a look that showed data. */
  Looks lit(Observation look, Moment sighted) {
    return new Looks(
        Optional.of(look), Optional.empty(), Optional.of(sighted), 0, Optional.empty());
  }

  /** After a look that brought evidence, and none of data. */
  Looks darkened(Observation look, Moment sighted) {
    var slow = isSlow(look) ? slowSince.or(() -> Optional.of(look.at())) : Optional.<Moment>empty();
    return new Looks(Optional.of(look), Optional.empty(), Optional.of(sighted), dark + 1, slow);
  }

  /** After a look that brought no evidence: the run is broken. */
  Looks unsighted(Observation look) {
    return new Looks(Optional.of(look), Optional.empty(), Optional.empty(), 0, Optional.empty());
  }

  /**
   * After a look that got no answer: it waits for a control to answer. The one that has waited
   * since the look before found none: that was our fault. A patient look, which says so again and
   * again while it goes on, may do so before a control was asked.
   *
   * @param unasked within which controls need not have been asked
   */
  Looks waiting(Refused refused, Duration unasked) {
    var before =
        unvouched
            .filter(waited -> refused.at().since(waited.at()).compareTo(unasked) >= 0)
            .map(this::unsighted)
            .orElse(this);
    return new Looks(
        before.latest, Optional.of(refused), before.sightedSince, before.dark, before.slowSince);
  }

  /** Whether the latest was out of time though somebody took it: the next may be answered. */
  boolean areSlow() {
    return slowSince.isPresent() || unvouched.filter(Looks::isSlow).isPresent();
  }

  private static boolean isSlow(Observation look) {
    return look instanceof Refused refused && refused.failure().kind() == Failure.Kind.READ_TIMEOUT;
  }

  /** Since when {@code look} and those before it leave no gap: one may be missing at most. */
  Moment sightedFrom(Observation look, Duration unbroken) {
    return latest
        .filter(before -> look.at().since(before.at()).compareTo(unbroken) <= 0)
        .flatMap(_ -> sightedSince)
        .orElse(look.at());
  }

  /** Why these looks cannot tell at {@code now} whether there is data; empty when they can. */
  Optional<BlindCause> blindAt(Moment now, Duration unbroken) {
    if (latest.isEmpty() || now.since(latest.get().at()).compareTo(unbroken) > 0 || fresh()) {
      return Optional.of(unvouched.isPresent() ? BlindCause.CONTROLS_GONE : BlindCause.NO_LOOK);
    }
    return sightedSince.isPresent() ? Optional.empty() : Optional.of(cause(latest.get()));
  }

  /** Whether the latest look showed data, so that nothing yet speaks of its loss. */
  private boolean fresh() {
    return sightedSince.isPresent() && dark == 0;
  }

  private static BlindCause cause(Observation look) {
    return switch (look) {
      case Answered _ -> BlindCause.NO_LOOK;
      case Refused _ -> BlindCause.CONTROLS_GONE;
      case Opaque opaque -> opaque.cause();
      case NotLooked notLooked -> notLooked.cause();
    };
  }
}
