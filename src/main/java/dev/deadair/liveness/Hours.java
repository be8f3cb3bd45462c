package dev.deadair.liveness;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was usual at each hour of the week, in UTC: of each of the 168 hours the values of its last
 * four weeks, of which the median counts.
 */
public final class Hours {

  public static final int OF_WEEK = 168;

  /** Weeks that are remembered of each hour: an odd one among them does not count. */
  public static final int WEEKS = 4;

  public static final Hours NONE = new Hours(unknown());

  /** By hour the values of its weeks, the oldest first, {@code NaN} for none. */
  private final float[] values;

  private Hours(float[] values) {
    this.values = values;
  }

  /**
   * The hours that {@link #values()} told.
   *
   * @throws IllegalArgumentException where they are not as many
   */
  public static Hours of(List<Float> values) {
    if (values.size() != OF_WEEK * WEEKS) {
      throw new IllegalArgumentException("not " + OF_WEEK * WEEKS + " values: " + values.size());
    }
    var copy = new float[values.size()];
    for (var i = 0; i < copy.length; i++) {
      copy[i] = values.get(i);
    }
    return new Hours(copy);
  }

  /** The values of every hour, {@code NaN} for none. */
  public List<Float> values() {
    var list = new ArrayList<Float>(values.length);
    for (var value : values) {
      list.add(value);
    }
    return list;
  }

  /** Which hour of the week it is, from Monday at 0. */
  static int of(Instant instant) {
    var utc = instant.atOffset(ZoneOffset.UTC);
    return (utc.getDayOfWeek().getValue() - 1) * 24 + utc.getHour();
  }

  /** With {@code value} for this week's {@code hour}. */
  Hours with(int hour, double value) {
    var next = values.clone();
    var first = hour * WEEKS;
    for (var i = first; i < first + WEEKS - 1; i++) {
      next[i] = values[i + 1];
    }
    next[first + WEEKS - 1] = (float) value;
    return new Hours(next);
  }

  /** All of them times {@code factor}. */
  Hours times(double factor) {
    var next = values.clone();
    for (var i = 0; i < next.length; i++) {
      next[i] = (float) (next[i] * factor);
    }
    return new Hours(next);
  }

  /** What is usual at {@code hour} of the week; empty before its first week is over. */
  OptionalDouble usual(int hour) {
    var known = new ArrayList<Double>();
    var first = Math.floorMod(hour, OF_WEEK) * WEEKS;
    for (var i = first; i < first + WEEKS; i++) {
      if (!Float.isNaN(values[i])) {
        known.add((double) values[i]);
      }
    }
    return median(known);
  }

  static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    var middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hours hours && Arrays.equals(values, hours.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  private static float[] unknown() {
    var none = new float[OF_WEEK * WEEKS];
    Arrays.fill(none, Float.NaN);
    return none;
  }
}
