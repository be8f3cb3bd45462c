package dev.deadair.liveness;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of the machine's three clocks, taken together.
 *
 * <p>{@code wall} tells people when; {@code mono} (Linux {@code CLOCK_MONOTONIC}, stands still
 * while the machine is suspended) measures how long; {@code boot} ({@code CLOCK_BOOTTIME}, goes on
 * in suspend) shows that it was. Read once a turn, and at the edge for each observation.
 */
public record Moment(Instant wall, Duration mono, Duration boot) {

  private static final Duration STEP = Duration.ofSeconds(2);

  public Moment {
    requireNonNull(wall, "wall");
    requireNonNull(mono, "mono");
    requireNonNull(boot, "boot");
  }

  /** The time from {@code earlier} to this by the monotonic clock; negative when it was later. */
  public Duration since(Moment earlier) {
    return mono.minus(earlier.mono);
  }

  /** The moment at which the wall clock showed {@code instant}, had it never been stepped. */
  public Moment at(Instant instant) {
    var span = Duration.between(wall, instant);
    return new Moment(instant, mono.plus(span), boot.plus(span));
  }

  /** What the wall clock would have shown at {@code earlier}, had it always gone as it does now. */
  Instant wallOf(Moment earlier) {
    return wall.minus(boot.minus(earlier.boot));
  }

  /** {@code other}, be it past or to come, with what the wall clock shows then as it goes now. */
  public Moment redated(Moment other) {
    return new Moment(wallOf(other), other.mono, other.boot);
  }

  /** Whether the wall clock was stepped since {@code earlier}, by more than clocks are slewed. */
  public boolean isStepped(Moment earlier) {
    return !stepped(earlier).isZero();
  }

  /** How far the wall clock was set ahead since {@code earlier}; negative where it was set back. */
  public Duration stepped(Moment earlier) {
    var by = Duration.between(earlier.wall, wallOf(earlier));
    return by.abs().compareTo(STEP) > 0 ? by : Duration.ZERO;
  }

  /** What the clocks would show now, had the wall clock not been set ahead so far. */
  public Moment unstepped(Duration ahead) {
    return new Moment(wall.minus(ahead), mono, boot);
  }

  /**
   * A moment that an earlier run of ours noted, which no step of the wall clock makes later than
   * now.
   */
  public Moment noted(Instant instant) {
    return instant.isAfter(wall) ? this : at(instant);
  }

  /** This moment and {@code span} more on all three clocks. */
  public Moment plus(Duration span) {
    return new Moment(wall.plus(span), mono.plus(span), boot.plus(span));
  }

  public Moment minus(Duration span) {
    return plus(span.negated());
  }

  /**
   * Whether this is later than {@code other}, by the clock that goes on in suspend: a moment that
   * was dated back into one is later than what was before it, though the monotonic clock stood.
   */
  public boolean isAfter(Moment other) {
    return boot.compareTo(other.boot) > 0;
  }

  /** The later of the two. */
  public static Moment later(Moment one, Moment other) {
    return other.isAfter(one) ? other : one;
  }
}
