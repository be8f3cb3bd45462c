package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What rate of useful samples is usual for a group, learned from the time when nothing was wrong.
 *
 * <p>An hour of the week that has been seen goes by its own weeks, and by the hours beside it, so
 * that a ramp is no loss. One that has not goes by the least of what was usual lately and at that
 * hour on other days: the first night and the first weekend are no loss either.
 *
 * @param hours what was usual at each hour of the week
 * @param recent samples of the last hour, oldest first
 * @param thisHour how many of them are of the hour under way
 * @param sampled when the latest was taken; empty before the first
 */
public record Baseline(Hours hours, List<Double> recent, int thisHour, Optional<Moment> sampled) {

  public static final Baseline NONE = new Baseline(Hours.NONE, List.of(), 0, Optional.empty());

  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final int AN_HOUR = 12;

  /** Half an hour: less says nothing of an hour. */
  private static final int ENOUGH = 6;

  public Baseline {
    recent = List.copyOf(recent);
  }

  /**
   * This baseline after a time at which nothing was wrong; the same object where it is too soon.
   */
  Baseline learned(double rate, Moment now) {
    if (sampled.isPresent() && now.since(sampled.get()).compareTo(EVERY) < 0) {
      return this;
    }
    var turned = sampled.filter(last -> Hours.of(last.wall()) != Hours.of(now.wall()));
    var kept = new ArrayList<>(recent);
    kept.add(rate);
    if (kept.size() > AN_HOUR) {
      kept.removeFirst();
    }
    return new Baseline(
        turned.map(last -> closed(Hours.of(last.wall()))).orElse(hours),
        kept,
        turned.isPresent() ? 1 : Math.min(thisHour + 1, AN_HOUR),
        Optional.of(now));
  }

  /** What is usual at {@code now}; empty while too little is known. */
  public OptionalDouble usual(Moment now) {
    var hour = Hours.of(now.wall());
    var least =
        hours.usual(hour).isPresent()
            ? IntStream.rangeClosed(hour - 1, hour + 1).mapToObj(hours::usual)
            : IntStream.range(0, 7).mapToObj(day -> hours.usual(hour + 24 * day));
    var known = least.flatMapToDouble(OptionalDouble::stream);
    return (hours.usual(hour).isPresent() ? known : DoubleStream.concat(known, lately().stream()))
        .min();
  }

  /** Everything times {@code factor}: what is new is usual from now on. */
  Baseline times(double factor) {
    return new Baseline(
        hours.times(factor),
        recent.stream().map(each -> each * factor).toList(),
        thisHour,
        sampled);
  }

  private OptionalDouble lately() {
    return recent.size() < ENOUGH ? OptionalDouble.empty() : Hours.median(recent);
  }

  private Hours closed(int hour) {
    var own = recent.subList(Math.max(0, recent.size() - thisHour), recent.size());
    var usual = own.size() < ENOUGH ? OptionalDouble.empty() : Hours.median(own);
    return usual.isPresent() ? hours.with(hour, usual.getAsDouble()) : hours;
  }
}
