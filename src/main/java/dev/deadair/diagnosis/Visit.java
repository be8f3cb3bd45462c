package dev.deadair.diagnosis;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceState;
import dev.deadair.liveness.Life;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Reading;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One new look at a server, beside what was known of it before.
 *
 * @param earlier the server before the look
 * @param instance the server after the look
 * @param reading what was read; empty where the look brought no exposition
 * @param before the reading before it in the same process life; empty at first sight of a life
 * @param known what earlier looks left for rules that compare over process lives
 * @param census what comparing all servers has shown
 * @param limits of the server's group
 * @param at the time of the turn
 */
record Visit(
    Instance earlier,
    Instance instance,
    Optional<Reading> reading,
    Optional<Reading> before,
    Known known,
    Census census,
    Limits limits,
    Instant at) {

  /** What goes wrong once a minute is one thing, and a single event is over before it warns. */
  private static final Duration RECENT = Duration.ofSeconds(150);

  static Visit of(
      Instance earlier, Instance instance, Known known, Census census, Limits limits, Instant at) {
    var last = earlier.life().map(Life::latest);
    var reading =
        instance
            .life()
            .map(Life::latest)
            .filter(latest -> last.filter(each -> !latest.at().isAfter(each.at())).isEmpty());
    var before =
        reading.flatMap(
            latest ->
                Stream.concat(earlier.life().stream(), earlier.lives().beside().stream())
                    .map(Life::latest)
                    .filter(each -> each.sameLife(latest.scrape()))
                    .findFirst());
    return new Visit(earlier, instance, reading, before, known, census, limits, at);
  }

  /**
   * Whether a process answers that ran already while another one did: no start lies between, so it
   * is another server.
   */
  boolean isAnotherServer() {
    return reading.isPresent()
        && earlier
            .life()
            .map(Life::latest)
            .filter(last -> !last.sameLife(reading.get().scrape()))
            .filter(reading.get()::ranDuring)
            .isPresent();
  }

  /** This visit as if nothing of the server had been read before. */
  Visit atFirstSight() {
    return new Visit(earlier, instance, reading, Optional.empty(), known, census, limits, at);
  }

  InstanceState state() {
    return instance.state();
  }

  /** The look, where it brought an exposition. */
  Optional<Observation.Answered> answer() {
    return instance
        .looks()
        .latest()
        .filter(Observation.Answered.class::isInstance)
        .map(Observation.Answered.class::cast);
  }

  /** Whether somebody took the connection and did not answer in time. */
  boolean gaveNoAnswer() {
    return instance
        .looks()
        .latest()
        .filter(
            look ->
                look instanceof Observation.Refused it
                    && it.failure().kind() == Failure.Kind.READ_TIMEOUT)
        .isPresent();
  }

  /** Whether it has no data because no remote takes what it gathers. */
  boolean isHeldUp() {
    return state() instanceof InstanceState.Idle
        && instance.life().filter(life -> life.isHeldUp(instance.expected().role())).isPresent();
  }

  /** Whether it brought the exposition of a server that serves. */
  boolean isReady() {
    return reading.isPresent() && answer().filter(Observation.Answered::isReady).isPresent();
  }

  /** What was read; the latest that is known where this look brought nothing. */
  Optional<Scrape> scrape() {
    return instance.life().map(life -> life.latest().scrape());
  }

  /** The value of {@code signal}, 0 where it is not exposed. */
  double count(Signal signal) {
    return reading.map(each -> each.scrape().signals().count(signal)).orElse(0.0);
  }

  /**
   * By how much {@code signal} has risen since the reading before; at first sight of a life, and
   * where the counter has gone back, all of it.
   */
  double risen(Signal signal) {
    var earlier = before.map(each -> each.scrape().signals().count(signal)).orElse(0.0);
    var current = count(signal);
    return current < earlier ? current : current - earlier;
  }

  /** Those of {@code signals} that have risen, each with how much. */
  Map<Signal, Double> risen(Collection<Signal> signals) {
    var risen = new EnumMap<Signal, Double>(Signal.class);
    for (var signal : signals) {
      var rise = risen(signal);
      if (rise > 0) {
        risen.put(signal, rise);
      }
    }
    return risen;
  }

  /** Whether this is the first reading of a process life. */
  boolean isFirstOfLife() {
    return reading.isPresent() && before.isEmpty();
  }

  /** Whether what was read belongs to the start of a life: it had not been ready before. */
  boolean isInStart() {
    return reading.filter(each -> !known.wasReady(each.scrape().processStart())).isPresent();
  }

  /** A condition that stands or not: the mark it had, or one that begins now. */
  Optional<Mark> standing(Optional<Mark> mark, boolean stands) {
    return stands ? Optional.of(mark.orElseGet(() -> Mark.at(at))) : Optional.empty();
  }

  /** As {@link #standing}, where only a reading of a serving server can tell. */
  Optional<Mark> standingWhereRead(Optional<Mark> mark, boolean stands) {
    return isReady() ? standing(mark, stands) : mark;
  }

  /** For how long {@code mark} has stood. */
  Duration lasting(Mark mark) {
    return Duration.between(mark.since(), at);
  }

  /** Whether {@code mark} has shown anew of late. */
  boolean isRecent(Mark mark) {
    var cover = instance.clock().cover();
    var recent = cover.compareTo(RECENT) > 0 ? cover : RECENT;
    return Duration.between(mark.latest(), at).compareTo(recent) <= 0;
  }

  /**
   * When the rules were evaluated that {@code signal} tells of; as long as they never were, when
   * the configuration was loaded from which on they ought to be.
   */
  Optional<Instant> evaluated(Signal signal) {
    return reading
        .map(each -> each.scrape().signals())
        .filter(signals -> signals.get(signal).isPresent())
        .map(
            signals ->
                signals.count(signal) > 0
                    ? signals.count(signal)
                    : signals.count(Signal.CONFIG_RELOAD_TIME))
        .filter(seconds -> seconds > 0)
        .map(seconds -> Instant.ofEpochSecond(seconds.longValue()));
  }

  /** The server's own clock at the reading, ours where it does not tell. */
  Optional<Instant> serverNow() {
    return reading.map(each -> each.scrape().date().orElse(each.at().wall()));
  }
}
