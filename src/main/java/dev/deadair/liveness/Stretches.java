package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Times of one kind within the last span, such as those without data, or those we could not see.
 *
 * <p>What comes and goes adds up here, where a clock that starts again each time forgets it.
 *
 * @param all oldest first, apart from one another
 */
public record Stretches(List<Stretch> all) {

  public static final Stretches NONE = new Stretches(List.of());

  public Stretches {
    all = List.copyOf(all);
  }

  /** A time from its begin to its end. */
  public record Stretch(Moment from, Moment to) {

    private Duration since(Moment begin) {
      var spent = to.since(Moment.later(from, begin));
      return spent.isNegative() ? Duration.ZERO : spent;
    }
  }

  /** With the time from {@code from} to {@code now}, joined to what it touches. */
  Stretches with(Moment from, Moment now, Duration span) {
    var stretches = new ArrayList<Stretch>(all);
    var begin = from;
    while (!stretches.isEmpty() && !from.isAfter(stretches.getLast().to())) {
      var touched = stretches.removeLast().from();
      begin = begin.isAfter(touched) ? touched : begin;
    }
    stretches.add(new Stretch(begin, now));
    return new Stretches(stretches).within(now, span);
  }

  /** With the time since the latest of them, which goes on at {@code now}. */
  Stretches goingOn(Moment now, Duration span) {
    return with(all.isEmpty() ? now : all.getLast().to(), now, span);
  }

  /** But for what lies more than {@code span} back; the same object where that is nothing. */
  Stretches within(Moment now, Duration span) {
    var horizon = now.minus(span);
    return all.isEmpty() || all.getFirst().to().isAfter(horizon)
        ? this
        : new Stretches(all.stream().filter(each -> each.to().isAfter(horizon)).toList());
  }

  /** How much of the last {@code span} they take together. */
  public Duration total(Moment now, Duration span) {
    var horizon = now.minus(span);
    return all.stream().map(each -> each.since(horizon)).reduce(Duration.ZERO, Duration::plus);
  }
}
