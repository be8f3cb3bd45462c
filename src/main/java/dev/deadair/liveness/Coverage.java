package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sighted time without data of the last span, stretch by stretch.
 *
 * <p>The window alone is beaten by whatever shows a little data before it is over: a crash loop, a
 * flapping path. Such a site has little data all the same, and this is where that adds up. Time we
 * could not see is in no stretch.
 *
 * @param dark the stretches, oldest first, apart from one another
 */
public record Coverage(List<Stretch> dark) {

  /** Nothing known against it. */
  public static final Coverage FULL = new Coverage(List.of());

  public Coverage {
    dark = List.copyOf(dark);
  }

  /** A time without data, seen from its begin to its end. */
  public record Stretch(Moment from, Moment to) {

    private Duration since(Moment begin) {
      var spent = to.since(Moment.later(from, begin));
      return spent.isNegative() ? Duration.ZERO : spent;
    }
  }

  /** With the time from {@code from} to {@code now} known to have been without data. */
  Coverage without(Moment from, Moment now, Duration span) {
    var stretches = new ArrayList<Stretch>(dark);
    var begin = from;
    while (!stretches.isEmpty() && !from.isAfter(stretches.getLast().to())) {
      begin = earlier(begin, stretches.removeLast().from());
    }
    stretches.add(new Stretch(begin, now));
    return new Coverage(stretches).within(now, span);
  }

  /** But for the time up to {@code moment}, at which there was data after all. */
  Coverage since(Moment moment) {
    var stretches = new ArrayList<Stretch>();
    for (var each : dark) {
      if (each.to().isAfter(moment)) {
        stretches.add(new Stretch(Moment.later(each.from(), moment), each.to()));
      }
    }
    return new Coverage(stretches);
  }

  /** But for what lies more than {@code span} back; the same object where that is nothing. */
  Coverage within(Moment now, Duration span) {
    var horizon = now.minus(span);
    return dark.isEmpty() || dark.getFirst().to().isAfter(horizon)
        ? this
        : new Coverage(dark.stream().filter(each -> each.to().isAfter(horizon)).toList());
  }

  /** The sighted time without data within the last {@code span}. */
  public Duration dark(Moment now, Duration span) {
    var horizon = now.minus(span);
    return dark.stream().map(each -> each.since(horizon)).reduce(Duration.ZERO, Duration::plus);
  }

  /** The share of the last {@code span} that is not known to have been without data. */
  public double ratio(Moment now, Duration span) {
    return Math.clamp(1 - dark(now, span).toNanos() / (double) span.toNanos(), 0, 1);
  }

  private static Moment earlier(Moment one, Moment other) {
    return one.isAfter(other) ? other : one;
  }
}
