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
 * @param life the readings of its latest known process life; empty while none was read
 * @param latest the latest observation; empty before the first
 * @param sightedSince since when every look brought evidence, none missing in between; empty while
 *     the latest brought none
 * @param darkLooks how many looks in a row brought evidence of no data
 */
public record Instance(
    ExpectedInstance expected,
    InstanceState state,
    DataClock clock,
    Optional<Life> life,
    Optional<Observation> latest,
    Optional<Moment> sightedSince,
    int darkLooks) {

  /** An instance of the inventory that has not been looked at. */
  static Instance unseen(ExpectedInstance expected, Inventory inventory, Instant now) {
    return new Instance(
        expected,
        new InstanceState.Unknown(now),
        DataClock.unset(inventory.cover()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** This instance with what an earlier run of ours knew: its last data and its last reading. */
  Instance remembering(Optional<Moment> lastData, Optional<Reading> reading) {
    return new Instance(
        expected,
        state,
        lastData.map(last -> clock.advanced(last, last)).orElse(clock),
        reading.map(Life::first),
        latest,
        sightedSince,
        darkLooks);
  }

  public InstanceId id() {
    return expected.id();
  }

  /** This instance after one more look. A look that ended before the latest one is dropped. */
  Instance saw(Observation look, Sight sight, Inventory inventory) {
    if (latest.filter(before -> before.at().isAfter(look.at())).isPresent()) {
      return this;
    }
    return switch (look) {
      case Answered answered -> read(answered, inventory);
      case Refused refused when counts(refused, sight, inventory) -> dark(refused, inventory);
      case Refused _, Opaque _, NotLooked _ -> unsighted(look);
    };
  }

  /** Its state once {@code now} has come: an advance that no longer covers ends production. */
  Instance at(Moment now) {
    if (!state.isProducing() || clock.covers(now) || sightedSince.isEmpty()) {
      return this;
    }
    return latest.map(look -> with(stateShownBy(look))).orElse(this);
  }

  /** What is known at {@code now} about its data. */
  Evidence evidence(Moment now, Inventory inventory) {
    if (clock.covers(now)) {
      return new Evidence.Data();
    }
    if (latest.isEmpty() || now.since(latest.get().at()).compareTo(inventory.unbroken()) > 0) {
      return new Evidence.Blind(BlindCause.NO_LOOK);
    }
    if (sightedSince.isEmpty()) {
      return new Evidence.Blind(blindCause(latest.get()));
    }
    return new Evidence.NoData(darkFrom(sightedSince.get()), darkLooks);
  }

  /** Samples per second, own reports included, over the readings kept; empty while unknown. */
  public Optional<Double> ingestionRate() {
    return latest.filter(Answered.class::isInstance).flatMap(_ -> life).flatMap(Life::rate);
  }

  /** What its latest look showed, in a few words. */
  public String shows() {
    return latest.map(this::words).orElse("not looked at yet");
  }

  private Instance read(Answered answered, Inventory inventory) {
    var reading = new Reading(answered.at(), answered.scrape());
    var cover = longer(inventory.cover(), answered.scrape().longestInterval().multipliedBy(2));
    var grown = lifeWith(reading, cover);
    var sighted = stoodStillSince(reading).orElseGet(() -> sightedFrom(answered, inventory));
    var advanced = answered.isReady() ? grown.advanced() : Optional.<Moment>empty();
    var news = advanced.filter(clock::isNews);
    var next =
        new Instance(
            expected,
            state,
            clock.covering(cover),
            Optional.of(grown),
            Optional.of(answered),
            Optional.of(sighted),
            news.isPresent() ? 0 : darkLooks + 1);
    return news.isPresent() ? next.advanced(news.get(), reading.at()) : next.darkened(answered);
  }

  private Instance dark(Refused refused, Inventory inventory) {
    var sighted = sightedFrom(refused, inventory);
    return new Instance(
            expected, state, clock, life, Optional.of(refused), Optional.of(sighted), darkLooks + 1)
        .darkened(refused);
  }

  /** A look that brought no evidence: the state stays, the run of sighted looks is broken. */
  private Instance unsighted(Observation look) {
    return new Instance(expected, state, clock, life, Optional.of(look), Optional.empty(), 0);
  }

  private Instance advanced(Moment lastData, Moment seen) {
    var moved = clock.advanced(lastData, seen);
    var next = moved.covers(seen) ? producing(seen.wall()) : state;
    return new Instance(expected, next, moved, life, latest, sightedSince, darkLooks);
  }

  private Instance darkened(Observation look) {
    return clock.covers(look.at()) ? this : with(stateShownBy(look));
  }

  private InstanceState producing(Instant now) {
    return state.isProducing() ? state : new InstanceState.Producing(now);
  }

  /** The state that {@code look} shows where no advance covers it. */
  private InstanceState stateShownBy(Observation look) {
    var since = sightedSince.map(this::darkFrom).orElse(look.at()).wall();
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

  private Moment darkFrom(Moment sighted) {
    return clock.lastData().map(last -> Moment.later(last, sighted)).orElse(sighted);
  }

  private Life lifeWith(Reading reading, Duration span) {
    if (life.isPresent() && life.get().latest().sameLife(reading.scrape())) {
      return life.get().with(reading, span);
    }
    return bornAfter(reading).map(born -> Life.since(born, reading)).orElse(Life.first(reading));
  }

  /** A moment after which the life of {@code reading} is known to have begun, if one is. */
  private Optional<Moment> bornAfter(Reading reading) {
    if (life.isPresent()) {
      // Another life was there at its last reading, so this one is younger.
      return Optional.of(latest.map(Observation::at).orElse(life.get().latest().at()));
    }
    var started = reading.processStart();
    return latest.map(Observation::at).filter(at -> started.isAfter(at.wall()));
  }

  /**
   * Since when {@code look} and those before it have left no gap. One look is missing at most: two
   * intervals lie between.
   */
  private Moment sightedFrom(Observation look, Inventory inventory) {
    return latest
        .filter(before -> look.at().since(before.at()).compareTo(inventory.unbroken()) <= 0)
        .flatMap(_ -> sightedSince)
        .orElse(look.at());
  }

  /**
   * Counters that stood still since the last reading prove the gap between, whatever its length.
   */
  private Optional<Moment> stoodStillSince(Reading reading) {
    return life.map(Life::latest)
        .filter(before -> before.sameLife(reading.scrape()) && !before.appendedUntil(reading))
        .map(Reading::at)
        .map(at -> sightedSince.filter(since -> at.isAfter(since)).orElse(at));
  }

  private boolean counts(Refused refused, Sight sight, Inventory inventory) {
    return refused.failure().kind().somebodyThere()
        || sight.vouches(expected.onLoopback(), refused.at(), inventory);
  }

  private static BlindCause blindCause(Observation look) {
    return switch (look) {
      case Answered _ -> BlindCause.NO_LOOK;
      case Refused _ -> BlindCause.CONTROLS_GONE;
      case Opaque opaque -> opaque.cause();
      case NotLooked notLooked -> notLooked.cause();
    };
  }

  private String words(Observation look) {
    return switch (look) {
      case Refused refused -> refused.failure().words();
      case Opaque opaque -> opaque.why();
      case NotLooked notLooked -> "not looked at: " + notLooked.cause().code();
      case Answered answered when !answered.isReady() -> "answers, replaying its write-ahead log";
      case Answered _ ->
          switch (state) {
            case InstanceState.Producing _ -> "data advances";
            case InstanceState.Idle _ -> "answers, and appends nothing but its own reports";
            case InstanceState.Stalled _ -> "answers, and appends nothing";
            case InstanceState.Unknown _, InstanceState.Starting _, InstanceState.Down _ ->
                "answers";
          };
    };
  }

  private Instance with(InstanceState next) {
    var unchanged = next.word().equals(state.word()) && next.since().equals(state.since());
    return unchanged && !(next instanceof InstanceState.Down)
        ? this
        : new Instance(expected, next, clock, life, latest, sightedSince, darkLooks);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
