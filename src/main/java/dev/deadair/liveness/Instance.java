package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.NotLooked;
import dev.deadair.liveness.Observation.Opaque;
import dev.deadair.liveness.Observation.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One server's memory: what its looks have shown, reduced to what judgement needs.
 *
 * @param clock when its data last advanced
 * @param life the readings of its latest known process life; empty while none was read
 * @param lives its starts of late
 * @param profile who it says it is
 */
public record Instance(
    ExpectedInstance expected,
    InstanceState state,
    DataClock clock,
    Optional<Life> life,
    Looks looks,
    Lives lives,
    Profile profile) {

  /** An instance of the inventory that has not been looked at. */
  static Instance unseen(ExpectedInstance expected, Inventory inventory, Instant now) {
    return new Instance(
        expected,
        new InstanceState.Unknown(now),
        DataClock.unset(expected.heartbeat().orElse(inventory.cover())),
        Optional.empty(),
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
        expected,
        state,
        dated,
        reading.map(Life::first),
        looks,
        new Lives(List.of(), replay, List.of()),
        remembered);
  }

  public InstanceId id() {
    return expected.id();
  }

  /** The latest slow look; empty before the first. */
  public Optional<Inspection> inspection() {
    return profile.inspection();
  }

  /** This instance after a slow look. */
  Instance inspected(Inspection latest) {
    return with(profile.inspected(latest, life.map(Life::latest)));
  }

  /** This instance after one more look. A look that ended before the latest one is dropped. */
  Instance saw(Observation look, Sight sight, Inventory inventory) {
    return looks.outran(look) ? this : vouched(sight, inventory).sawNext(look, inventory);
  }

  private Instance sawNext(Observation look, Inventory inventory) {
    var asked = look instanceof Answered answered ? answeredBy(reading(answered)) : this;
    var counted = asked.started(look) ? asked.startedAnew(look) : asked;
    return counted.judged(look, inventory);
  }

  /**
   * This instance as that of the process which answers: behind a balancer, or where a name has
   * moved, it may be another than at the look before and no younger.
   */
  private Instance answeredBy(Reading reading) {
    var gone = life.filter(known -> !known.latest().sameLife(reading.scrape()));
    var back = gone.flatMap(_ -> lives.beside(reading));
    return gone.filter(known -> back.isPresent() || reading.ranDuring(known.latest()))
        .map(
            known ->
                new Instance(
                    expected, state, clock, back, looks, lives.swapped(known, back), profile))
        .orElse(this);
  }

  private Instance startedAnew(Observation look) {
    var counted = wasSeenStarting(look) ? this : with(lives.started(look.at()));
    return look instanceof Answered answered
        ? life.map(Life::latest)
            .map(before -> counted.with(profile.started(id(), before, reading(answered))))
            .orElse(counted)
        : counted;
  }

  private static Reading reading(Answered answered) {
    return new Reading(answered.at(), answered.scrape());
  }

  /**
   * Whether {@code look} shows that it started since the look before: another process answers than
   * the last one known, or somebody listened, if only to hang up, where nobody did.
   */
  private boolean started(Observation look) {
    return switch (look) {
      case Answered answered ->
          life.filter(known -> !known.latest().sameLife(answered.scrape())).isPresent();
      case Refused refused ->
          refused.failure().showsStart()
              || (refused.failure().isOfDyingProcess()
                  && looks.latest().filter(Instance::nobodyListened).isPresent());
      case Opaque _, NotLooked _ -> false;
    };
  }

  /** Whether the look before met the start of the process that answers now: that was counted. */
  private boolean wasSeenStarting(Observation look) {
    return look instanceof Answered answered
        && looks
            .latest()
            .filter(before -> before instanceof Refused it && it.failure().showsStart())
            .map(before -> before.at().wall())
            .filter(met -> !reading(answered).processStart().isAfter(met))
            .isPresent();
  }

  private static boolean nobodyListened(Observation look) {
    return look instanceof Refused refused && refused.failure().kind() == Failure.Kind.REFUSED;
  }

  private Instance judged(Observation look, Inventory inventory) {
    return switch (look) {
      case Answered answered -> read(answered, inventory);
      case Refused refused ->
          refused.failure().kind().somebodyThere()
              ? dark(refused, inventory)
              : with(looks.waiting(refused));
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
        .map(deadline -> listened(deadline, now, sight, inventory))
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
        expected, producing, clock.advanced(beat, beat), life, Looks.NONE, lives, profile);
  }

  /**
   * A heartbeat that has not come is a look that got no answer, one an interval: it counts once a
   * control shows that we could have heard it. Time at which nobody listened is no silence.
   */
  private Instance listened(Duration deadline, Moment now, Sight sight, Inventory inventory) {
    var listening = sight.awakeSince().orElse(now);
    var heard = clock.lastData().map(at -> Moment.later(at, listening)).orElse(listening);
    var missed = looks.newest().filter(at -> now.since(at).compareTo(inventory.interval()) < 0);
    if (now.since(heard).compareTo(deadline) <= 0 || missed.isPresent()) {
      return this;
    }
    var why =
        clock.lastData().isEmpty()
            ? "no heartbeat has come since we listen"
            : "no heartbeat for longer than " + deadline.toSeconds() + " s";
    return with(
        looks.waiting(new Refused(id(), now, new Failure(Failure.Kind.NO_HEARTBEAT, "", why))));
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
    if (clock.covers(now)) {
      return new Evidence.Data();
    }
    return looks
        .blindAt(now, inventory.unbroken())
        .map(this::asHeard)
        .<Evidence>map(Evidence.Blind::new)
        .orElseGet(() -> new Evidence.NoData(darkFrom(now), looks.dark()));
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
    var started = life.map(Life::latest).map(Reading::processStart);
    return state instanceof InstanceState.Starting
        && started.isPresent()
        && lives
            .replay()
            .map(took -> started.get().plus(took.multipliedBy(2)))
            .filter(until -> until.isAfter(now.wall()))
            .isPresent();
  }

  /** Samples per second, own reports included, over the readings kept; empty while unknown. */
  public Optional<Double> ingestionRate() {
    return looks.latest().filter(Answered.class::isInstance).flatMap(_ -> life).flatMap(Life::rate);
  }

  /** What its latest look showed, in a few words. */
  public String shows() {
    return looks
        .latest()
        .map(this::words)
        .orElse(
            expected.heartbeat().isEmpty()
                ? "not looked at yet"
                : state.isProducing() ? "its heartbeat comes" : "no heartbeat yet");
  }

  private Instance read(Answered answered, Inventory inventory) {
    var reading = reading(answered);
    var cover = cover(answered.scrape().longestInterval(), inventory);
    var grown = lifeWith(reading, cover);
    var sighted =
        stoodStillSince(reading).orElseGet(() -> looks.sightedFrom(answered, inventory.unbroken()));
    var news =
        Optional.of(grown)
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
                        Optional.of(grown),
                        looks.darkened(answered, sighted),
                        lives,
                        profile)
                    .uncovered(answered.at(), inventory));
  }

  private Instance lit(DataClock moved, Life grown, Answered answered, Moment sighted) {
    var producing =
        state.isProducing() || !moved.covers(answered.at())
            ? state
            : new InstanceState.Producing(answered.at().wall());
    var replay = answered.scrape().signals().get(Signal.REPLAY_DURATION);
    return new Instance(
        expected,
        producing,
        moved,
        Optional.of(grown),
        looks.lit(answered, sighted),
        replay.isPresent() ? lives.replayed(seconds(replay.getAsDouble())) : lives,
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
    return next.equals(state)
        ? this
        : new Instance(expected, next, clock, life, looks, lives, profile);
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
      case Answered _ when life.filter(known -> known.readings().size() > 1).isEmpty() -> state;
      case Answered _ when life.filter(Life::stoodStill).isPresent() ->
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

  private Life lifeWith(Reading reading, Duration span) {
    if (life.isPresent() && life.get().latest().sameLife(reading.scrape())) {
      return life.get().with(reading, span);
    }
    return bornAfter(reading).map(born -> Life.since(born, reading)).orElse(Life.first(reading));
  }

  /**
   * A moment at which the life of {@code reading} had appended nothing yet, if one is known: its
   * start, where that lies after anything we saw of this server before.
   */
  private Optional<Moment> bornAfter(Reading reading) {
    var started = reading.at().at(reading.processStart());
    var seen = life.map(known -> known.latest().at());
    if (seen.isPresent()) {
      // Another life was there at its last reading, so this one is younger, whatever clocks say.
      return seen.map(before -> Moment.later(before, started));
    }
    return looks.latest().map(Observation::at).filter(started::isAfter).map(_ -> started);
  }

  /** Counters that stood still since the last reading prove the gap between, however long. */
  private Optional<Moment> stoodStillSince(Reading reading) {
    return life.map(Life::latest)
        .filter(before -> before.sameLife(reading.scrape()) && !before.appendedUntil(reading))
        .map(Reading::at)
        .map(at -> looks.sightedSince().filter(since -> at.isAfter(since)).orElse(at));
  }

  /** Until a life has scraped twice, its interval is taken to be that of the life before. */
  private Duration cover(Duration scrapeInterval, Inventory inventory) {
    if (scrapeInterval.isZero()) {
      return clock.cover();
    }
    var twice = scrapeInterval.multipliedBy(2);
    return twice.compareTo(inventory.cover()) > 0 ? twice : inventory.cover();
  }

  private String words(Observation look) {
    return switch (look) {
      case Refused refused when state instanceof InstanceState.CrashLooping ->
          lives.starts().size() + " starts in a quarter of an hour; " + refused.failure().words();
      case Refused refused -> refused.failure().words();
      case Opaque opaque -> opaque.why();
      case NotLooked notLooked -> "not looked at: " + notLooked.cause().code();
      case Answered answered when !answered.isReady() -> "answers, replaying its write-ahead log";
      case Answered _ ->
          switch (state) {
            case InstanceState.Producing _ -> "data advances";
            case InstanceState.Idle _ -> "answers, and appends nothing but its own reports";
            case InstanceState.Stalled _ -> "answers, and appends nothing";
            case InstanceState.CrashLooping _ -> "answers, for as long as it lives";
            case InstanceState.Unknown _, InstanceState.Starting _, InstanceState.Down _ ->
                "answers";
          };
    };
  }

  private Instance with(Looks next) {
    return new Instance(expected, state, clock, life, next, lives, profile);
  }

  private Instance with(Lives next) {
    return new Instance(expected, state, clock, life, looks, next, profile);
  }

  private Instance with(Profile next) {
    return new Instance(expected, state, clock, life, looks, lives, next);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
  }
}
