package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.NotLooked;
import dev.deadair.liveness.Observation.Opaque;
import dev.deadair.liveness.Observation.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One server's memory: what its looks have shown, reduced to what judgement needs.
 *
 * @param clock when its data last advanced
 * @param lives the processes that it has been
 * @param profile who it says it is
 */
public record Instance(
    ExpectedInstance expected,
    InstanceState state,
    DataClock clock,
    Looks looks,
    Lives lives,
    Profile profile) {

  /** An instance of the inventory that has not been looked at. */
  static Instance unseen(ExpectedInstance expected, Inventory inventory, Instant now) {
    return new Instance(
        expected,
        new InstanceState.Unknown(now),
        DataClock.unset(expected.heartbeat().orElse(inventory.cover())),
        Looks.NONE,
        Lives.NONE,
        Profile.UNKNOWN);
  }

  /** This instance with what an earlier run of ours knew of its data, its readings and itself. */
  Instance remembering(
      Optional<Moment> lastData,
      Optional<Reading> reading,
      Optional<Duration> replay,
      Profile remembered) {
    var dated = lastData.map(last -> clock.advanced(last, last)).orElse(clock);
    return new Instance(
        expected, state, dated, looks, Lives.remembering(reading, replay), remembered);
  }

  public InstanceId id() {
    return expected.id();
  }

  /** The readings of the process life that answers; empty while none was read. */
  public Optional<Life> life() {
    return lives.current();
  }

  /** The latest slow look; empty before the first. */
  public Optional<Inspection> inspection() {
    return profile.inspection();
  }

  /** This instance after a slow look. */
  Instance inspected(Inspection latest) {
    return with(profile.inspected(latest, life().map(Life::latest)));
  }

  /** This instance after one more look. A look that ended before the latest one is dropped. */
  Instance saw(Observation look, Sight sight, Inventory inventory) {
    return looks.outran(look) ? this : vouched(sight, inventory).sawNext(look, inventory);
  }

  private Instance sawNext(Observation look, Inventory inventory) {
    var asked =
        look instanceof Answered answered ? with(lives.answeredBy(Reading.of(answered))) : this;
    var counted = asked.lives.isStart(look, looks.latest()) ? asked.startedAnew(look) : asked;
    return counted.judged(look, inventory);
  }

  private Instance startedAnew(Observation look) {
    var counted = with(lives.started(look, looks.latest()));
    return look instanceof Answered answered
        ? life()
            .map(Life::latest)
            .map(before -> counted.with(profile.started(id(), before, Reading.of(answered))))
            .orElse(counted)
        : counted;
  }

  private Instance judged(Observation look, Inventory inventory) {
    return switch (look) {
      case Answered answered -> read(answered, inventory);
      case Refused refused ->
          refused.failure().kind().somebodyThere()
              ? dark(refused, inventory)
              : with(looks.waiting(refused, inventory.unasked()));
      case Opaque _, NotLooked _ -> with(looks.unsighted(look));
    };
  }

  /**
   * This instance once {@code now} has come: a look that got no answer counts as soon as a control
   * answers after it, and an advance that no longer covers ends production.
   */
  Instance at(Moment now, Sight sight, Inventory inventory) {
    return expected
        .heartbeat()
        .map(longest -> new HeartbeatDeadline(id(), longest))
        .flatMap(deadline -> deadline.missed(now, clock, looks, sight, inventory.interval()))
        .map(missed -> with(looks.waiting(missed, inventory.unasked())))
        .orElse(this)
        .vouched(sight, inventory)
        .uncovered(now, inventory);
  }

  /** This instance after a heartbeat; one that is looked at needs none. */
  Instance heard(Moment beat) {
    if (expected.heartbeat().isEmpty() || !clock.isNews(beat)) {
      return this;
    }
    var producing = state.isProducing() ? state : new InstanceState.Producing(beat.wall());
    return new Instance(
        expected, producing, clock.advanced(beat, beat), Looks.NONE, lives, profile);
  }

  private Instance vouched(Sight sight, Inventory inventory) {
    return looks
        .unvouched()
        .filter(refused -> sight.answeredSince(refused.at(), mayBeVouchedHere(sight)))
        .map(refused -> dark(refused, inventory))
        .orElse(this);
  }

  /** Whether a control on this machine can vouch for it. */
  private boolean mayBeVouchedHere(Sight sight) {
    return expected.heartbeat().isPresent() ? sight.isAllOnLoopback() : expected.onLoopback();
  }

  /** What is known at {@code now} about its data. */
  Evidence evidence(Moment now, Inventory inventory) {
    if (clock.covers(now) || (looks.areSlow() && clock.covers(now, inventory.patientCover()))) {
      return new Evidence.Data();
    }
    return looks
        .blindAt(now, inventory.unbroken())
        .map(this::asHeard)
        .<Evidence>map(Evidence.Blind::new)
        .orElseGet(() -> new Evidence.NoData(darkFrom(now), looks.dark(), looks.slowSince()));
  }

  private BlindCause asHeard(BlindCause cause) {
    return cause == BlindCause.NO_LOOK && expected.heartbeat().isPresent()
        ? BlindCause.AWAITING_HEARTBEAT
        : cause;
  }

  /** Whether we see it at {@code now}, with data or without. */
  boolean isSighted(Moment now, Inventory inventory) {
    return !(evidence(now, inventory) instanceof Evidence.Blind);
  }

  /**
   * Whether it replays after a start, one of few, and no longer than twice what its own replay took
   * last: the end of a planned restart, which is no news for a person.
   */
  public boolean isBackSoon(Moment now) {
    var started = life().map(Life::latest).map(read -> read.at().at(read.processStart()));
    return state instanceof InstanceState.Starting
        && started.isPresent()
        && lives
            .replay()
            .filter(took -> now.since(started.get()).compareTo(took.multipliedBy(2)) < 0)
            .isPresent();
  }

  /** For how long it is known without a break to have no data, whatever any wall clock shows. */
  public Duration noDataFor(Moment now) {
    return now.since(darkFrom(now));
  }

  /** Samples per second, own reports included, over the readings kept; empty while unknown. */
  public Optional<Double> ingestionRate() {
    return looks
        .latest()
        .filter(Answered.class::isInstance)
        .flatMap(_ -> life())
        .flatMap(Life::rate);
  }

  /** What its latest look showed, in a few words. */
  public String shows() {
    return looks
        .latest()
        .map(look -> state.words(look, lives))
        .orElse(
            expected.heartbeat().isEmpty()
                ? "not looked at yet"
                : state.isProducing() ? "its heartbeat comes" : "no heartbeat yet");
  }

  private Instance read(Answered answered, Inventory inventory) {
    var reading = Reading.of(answered);
    var grown = lives.read(reading, spanFor(answered, inventory), looks.latest());
    var cover = cover(grown.current().map(Life::scrapeInterval), inventory);
    var sighted =
        lives
            .stoodStillSince(reading)
            .map(at -> looks.sightedSince().filter(at::isAfter).orElse(at))
            .orElseGet(() -> looks.sightedFrom(answered, inventory.unbroken()));
    var news =
        grown
            .current()
            .filter(_ -> answered.isReady())
            .flatMap(known -> known.advanced(expected.role()))
            .filter(clock::isNews);
    var covering = clock.covering(cover);
    return news.map(at -> lit(covering.advanced(at, reading.at()), grown, answered, sighted))
        .orElseGet(
            () ->
                new Instance(
                        expected,
                        state,
                        covering,
                        looks.darkened(answered, sighted),
                        grown,
                        profile)
                    .uncovered(answered.at(), inventory));
  }

  private Instance lit(DataClock moved, Lives grown, Answered answered, Moment sighted) {
    var producing =
        state.isProducing() || !moved.covers(answered.at())
            ? state
            : new InstanceState.Producing(answered.at().wall());
    var replay = answered.scrape().signals().get(Signal.REPLAY_DURATION);
    return new Instance(
        expected,
        producing,
        moved,
        looks.lit(answered, sighted),
        replay.isPresent() ? grown.replayed(seconds(replay.getAsDouble())) : grown,
        profile);
  }

  private Instance dark(Refused refused, Inventory inventory) {
    return with(looks.darkened(refused, looks.sightedFrom(refused, inventory.unbroken())))
        .uncovered(refused.at(), inventory);
  }

  /** Once no advance covers {@code now}, the state is what the latest look shows. */
  private Instance uncovered(Moment now, Inventory inventory) {
    if (!(evidence(now, inventory) instanceof Evidence.NoData)) {
      return this;
    }
    var next = looks.latest().map(look -> stateShownBy(look, now)).orElse(state);
    return next.equals(state) ? this : new Instance(expected, next, clock, looks, lives, profile);
  }

  /** The state that {@code look} shows where no advance covers it. */
  private InstanceState stateShownBy(Observation look, Moment now) {
    var since = darkFrom(now).wall();
    if (lives.isLooping(now)) {
      return new InstanceState.CrashLooping(since);
    }
    return switch (look) {
      case Refused refused -> new InstanceState.Down(since, refused.failure());
      case Answered answered when !answered.isReady() -> new InstanceState.Starting(since);
      case Answered _ when life().filter(known -> known.readings().size() > 1).isEmpty() -> state;
      case Answered _ when life().filter(Life::stoodStill).isPresent() ->
          new InstanceState.Stalled(since);
      case Answered _ -> new InstanceState.Idle(since);
      case Opaque _, NotLooked _ -> state;
    };
  }

  /** Since when it is known without a gap that there is no data. */
  private Moment darkFrom(Moment now) {
    var sighted = looks.sightedSince().orElse(now);
    return clock.lastData().map(last -> Moment.later(last, sighted)).orElse(sighted);
  }

  /** Over how long its readings are kept: as long as one advance speaks for. */
  private Duration spanFor(Answered answered, Inventory inventory) {
    return cover(Optional.of(answered.scrape().longestInterval()), inventory);
  }

  /** Until a life has scraped twice, its interval is taken to be that of the life before. */
  private Duration cover(Optional<Duration> scrapeInterval, Inventory inventory) {
    return scrapeInterval
        .filter(Duration::isPositive)
        .map(every -> every.multipliedBy(2))
        .map(twice -> twice.compareTo(inventory.cover()) > 0 ? twice : inventory.cover())
        .orElse(clock.cover());
  }

  private Instance with(Looks next) {
    return new Instance(expected, state, clock, next, lives, profile);
  }

  private Instance with(Lives next) {
    return new Instance(expected, state, clock, looks, next, profile);
  }

  private Instance with(Profile next) {
    return new Instance(expected, state, clock, looks, lives, next);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
  }
}
