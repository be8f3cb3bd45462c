package dev.deadair.view;

import dev.deadair.liveness.Judgement;
import java.time.Duration;
import java.time.Instant;

/** How long there has been no data, as far as we saw it: of a clock that counts, its start. */
public sealed interface NoDataTime {

  /** There is data, or nothing is known. */
  record None() implements NoDataTime {}

  /** It counts: as if it had begun at {@code from} and never paused. */
  record Counting(Instant from) implements NoDataTime {}

  /** It stands still, because we cannot see. */
  record Paused(Duration accrued) implements NoDataTime {}

  static NoDataTime of(Judgement judgement) {
    var clock = judgement.noData();
    if (clock.upTo().isEmpty()) {
      return new None();
    }
    if (judgement.blind().isPresent()) {
      return new Paused(clock.accrued());
    }
    return new Counting(tenth(clock.upTo().get().wall().minus(clock.accrued())));
  }

  /** How much it is at {@code now}. */
  default Duration at(Instant now) {
    return switch (this) {
      case None() -> Duration.ZERO;
      case Counting(var from) -> now.isAfter(from) ? Duration.between(from, now) : Duration.ZERO;
      case Paused(var accrued) -> accrued;
    };
  }

  /** To a tenth of a second, so that the jitter between two clocks is not a change. */
  private static Instant tenth(Instant instant) {
    return Instant.ofEpochMilli((instant.toEpochMilli() + 50) / 100 * 100);
  }
}
