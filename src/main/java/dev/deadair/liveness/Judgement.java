package dev.deadair.liveness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The verdict on a site or a group: its state, the clock that drives it, and whether we see it now.
 *
 * @param blind why we cannot tell at this turn; empty while sighted
 */
public record Judgement(SiteState state, NoDataClock noData, Optional<BlindCause> blind) {

  /** How many looks in a row must have shown no data before the backstop speaks. */
  static final int BACKSTOP_LOOKS = 4;

  public static final Judgement UNKNOWN =
      new Judgement(new SiteState.Unknown(), NoDataClock.ZERO, Optional.of(BlindCause.NO_LOOK));

  /**
   * The judgement at {@code now}; the same object when nothing has changed.
   *
   * @param lastData the newest moment at which any part of it had data
   */
  Judgement on(
      Evidence evidence, Optional<Moment> lastData, Limits limits, Duration unbroken, Moment now) {
    return switch (evidence) {
      case Evidence.Blind(var cause) ->
          blind.filter(cause::equals).isPresent()
              ? this
              : new Judgement(state, noData, Optional.of(cause));
      case Evidence.Data() -> withData(now);
      case Evidence.NoData(var from, var looks) -> {
        var clock = noData.runTo(now, from, unbroken, limits.window()).since(lastData, now);
        var next = withoutData(clock, from, looks, lastData, limits, unbroken, now);
        yield new Judgement(next, clock, Optional.empty());
      }
    };
  }

  private Judgement withData(Moment now) {
    if (state instanceof SiteState.Producing
        && noData.equals(NoDataClock.ZERO)
        && blind.isEmpty()) {
      return this;
    }
    var producing =
        state instanceof SiteState.Producing ? state : new SiteState.Producing(now.wall());
    return new Judgement(producing, NoDataClock.ZERO, Optional.empty());
  }

  private SiteState withoutData(
      NoDataClock clock,
      Moment from,
      int looks,
      Optional<Moment> lastData,
      Limits limits,
      Duration unbroken,
      Moment now) {
    Instant since =
        state.noDataSince().orElseGet(() -> lastData.map(Moment::wall).orElse(from.wall()));
    if (state instanceof SiteState.Absent) {
      return state;
    }
    if (clock.accrued().compareTo(limits.window()) >= 0) {
      return new SiteState.Absent(since, SiteState.Why.WINDOW);
    }
    if (looks >= BACKSTOP_LOOKS && twoWindowsSince(lastData, limits, now)) {
      return new SiteState.Absent(since, SiteState.Why.BACKSTOP);
    }
    return switch (state) {
      case SiteState.Stalled _, SiteState.Absent _ -> state;
      case SiteState.Producing _ -> new SiteState.Stalled(since);
      // One look cannot tell whether counters move: what was just met is not stalled yet.
      case SiteState.Unknown _ ->
          clock.accrued().compareTo(unbroken) > 0 ? new SiteState.Stalled(since) : state;
    };
  }

  private static boolean twoWindowsSince(Optional<Moment> lastData, Limits limits, Moment now) {
    var twice = limits.window().multipliedBy(2);
    return lastData
        .filter(last -> Duration.between(last.wall(), now.wall()).compareTo(twice) >= 0)
        .isPresent();
  }
}
