package dev.deadair.liveness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The verdict on a site or a group: its state, the clocks that drive it, and whether we see it now.
 *
 * @param dark the sighted times without data of the coverage span
 * @param absence which rule made it absent last, until that absence is over for good: data has come
 *     back and stayed for {@code clearAfter}, and a flapping one is covered again
 * @param unsighted the times of the last window at which we could not tell
 * @param back since when there is data again; empty while there is none, or it was never missing
 * @param blind why we cannot tell at this turn; empty while sighted
 */
public record Judgement(
    SiteState state,
    NoDataClock noData,
    Stretches dark,
    Optional<SiteState.Why> absence,
    Stretches unsighted,
    Optional<Moment> back,
    Optional<BlindCause> blind) {

  /** How many looks in a row must have shown no data before the backstop speaks. */
  static final int BACKSTOP_LOOKS = 4;

  public static final Judgement UNKNOWN =
      new Judgement(
          new SiteState.Unknown(),
          NoDataClock.ZERO,
          Stretches.NONE,
          Optional.empty(),
          Stretches.NONE,
          Optional.empty(),
          Optional.of(BlindCause.NO_LOOK));

  /** Of what is not expected to have data yet. */
  private static final Judgement NOT_YET =
      new Judgement(
          new SiteState.Unknown(),
          NoDataClock.ZERO,
          Stretches.NONE,
          Optional.empty(),
          Stretches.NONE,
          Optional.empty(),
          Optional.empty());

  /**
   * The judgement at {@code now}; the same object when nothing has changed.
   *
   * @param lastData the newest moment at which any part of it had data
   */
  Judgement on(
      Evidence evidence, Optional<Moment> lastData, Limits limits, Duration unbroken, Moment now) {
    return switch (evidence) {
      case Evidence.Blind(var cause) -> unseen(cause, limits, now);
      case Evidence.Data() -> withData(limits, now);
      case Evidence.NotYet() -> NOT_YET;
      case Evidence.NoData noData -> withoutData(noData, lastData, limits, unbroken, now);
    };
  }

  /** Whether data is too rare for it to count as back, though there is some. */
  public boolean isFlapping(Limits limits, Moment now) {
    return absence.filter(SiteState.Why.FLAPPING::equals).isPresent() && isTooDark(limits, now);
  }

  /** For how long there has been data without a break; zero while there is none. */
  public Duration backFor(Moment now) {
    return back.map(now::since).orElse(Duration.ZERO);
  }

  private Judgement unseen(BlindCause cause, Limits limits, Moment now) {
    var span = limits.window();
    // To wait for a heartbeat, however long, is no blindness of ours.
    var before = isAwaiting() && cause.isOurs() ? Stretches.NONE : unsighted;
    var longer = blind.isPresent() ? before.goingOn(now, span) : before.with(now, now, span);
    return new Judgement(state, noData, dark, absence, longer, back, Optional.of(cause));
  }

  private boolean isAwaiting() {
    return blind.filter(BlindCause.AWAITING_HEARTBEAT::equals).isPresent();
  }

  private Judgement withData(Limits limits, Moment now) {
    var producing =
        state instanceof SiteState.Producing is ? is : new SiteState.Producing(now.wall());
    var since = back.orElse(now);
    var over = absence.isPresent() && isOver(since, limits, now);
    var covered = over ? Stretches.NONE : dark.within(now, limits.span());
    var next =
        new Judgement(
            producing,
            NoDataClock.ZERO,
            covered,
            over ? Optional.empty() : absence,
            unsighted.within(now, limits.window()),
            Optional.of(since),
            Optional.empty());
    return next.equals(this) ? this : next;
  }

  /**
   * Whether an absence is over for good. Then the time without data before it is written off: it
   * has been paged for, and must not be paged for again when the site hiccups next.
   */
  private boolean isOver(Moment since, Limits limits, Moment now) {
    return now.since(since).compareTo(limits.clearAfter()) >= 0 && !isFlapping(limits, now);
  }

  private Judgement withoutData(
      Evidence.NoData seen,
      Optional<Moment> lastData,
      Limits limits,
      Duration unbroken,
      Moment now) {
    var from = seen.from();
    var counted = noData.start(from, unbroken, limits.window());
    var clock = noData.runTo(now, from, unbroken, limits.window()).since(lastData, now);
    var known = lastData.filter(last -> last.isAfter(counted)).orElse(counted);
    var darker = dark.with(known, now, limits.span());
    var unseen = unsighted.within(now, limits.window());
    var none = Optional.<Moment>empty();
    var next =
        new Judgement(state, clock, darker, absence, unseen, none, Optional.empty())
            .stateOf(seen, lastData, limits, unbroken, now);
    var why = next instanceof SiteState.Absent(_, var rule) ? Optional.of(rule) : absence;
    return new Judgement(next, clock, darker, why, unseen, none, Optional.empty());
  }

  /** The state that these clocks come to while there is no data. */
  private SiteState stateOf(
      Evidence.NoData seen,
      Optional<Moment> lastData,
      Limits limits,
      Duration unbroken,
      Moment now) {
    Instant since =
        state.noDataSince().orElseGet(() -> lastData.map(Moment::wall).orElse(seen.from().wall()));
    if (state instanceof SiteState.Absent) {
      return state;
    }
    var awaited = isAwaited(seen, limits, unbroken, now);
    if (noData.accrued().compareTo(limits.window()) >= 0 && !awaited) {
      return new SiteState.Absent(since, SiteState.Why.WINDOW);
    }
    if (seen.looks() >= BACKSTOP_LOOKS && twoWindowsSince(lastData, limits, now)) {
      return new SiteState.Absent(since, SiteState.Why.BACKSTOP);
    }
    if (isTooDark(limits, now) && !awaited) {
      return new SiteState.Absent(dark.all().getFirst().from().wall(), SiteState.Why.FLAPPING);
    }
    return switch (state) {
      case SiteState.Stalled _, SiteState.Absent _ -> state;
      case SiteState.Producing _ -> new SiteState.Stalled(since);
      // One look cannot tell whether counters move: what was just met is not stalled yet.
      case SiteState.Unknown _ ->
          noData.accrued().compareTo(unbroken) > 0 ? new SiteState.Stalled(since) : state;
    };
  }

  /**
   * Whether a server that is slow may still answer: the look after the first that was out of time
   * is patient, and cannot have failed yet. However often that begins anew, it delays an absence by
   * an interval and that patience at most.
   */
  private boolean isAwaited(Evidence.NoData seen, Limits limits, Duration unbroken, Moment now) {
    var longest = unbroken.dividedBy(2).plus(limits.patience());
    return noData.accrued().compareTo(limits.window().plus(longest)) < 0
        && seen.slowSince().filter(first -> now.since(first).compareTo(longest) < 0).isPresent();
  }

  private boolean isTooDark(Limits limits, Moment now) {
    return limits.minimum() > 0 && dark.total(now, limits.span()).compareTo(limits.mostDark()) > 0;
  }

  /** By the clock that goes on in suspend: a step of the wall clock is no time without data. */
  private static boolean twoWindowsSince(Optional<Moment> lastData, Limits limits, Moment now) {
    var twice = limits.window().multipliedBy(2);
    return lastData.filter(last -> now.boot().minus(last.boot()).compareTo(twice) >= 0).isPresent();
  }
}
