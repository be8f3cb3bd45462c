package dev.deadair.liveness;

import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Observation.NotLooked;
import dev.deadair.liveness.Observation.Opaque;
import dev.deadair.liveness.Observation.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The processes that an instance has been: which one answers, how often it has started lately, and
 * how long it takes to replay when it does.
 *
 * <p>A crash loop shows itself in starts: another process start in what it exposes, or somebody who
 * listened for a moment where nobody did before. A life of 100 ms leaves no counter behind, and
 * {@code /-/healthy} may answer 200 in every one of them.
 *
 * @param current the readings of the life that answers; empty while none was read
 * @param starts when starts were noticed within the last quarter of an hour, oldest first
 * @param replay how long its latest replay took; empty while none was read
 * @param beside lives of other processes that ran at the same time and answered here too, as behind
 *     a balancer; the latest first
 */
public record Lives(
    Optional<Life> current, List<Moment> starts, Optional<Duration> replay, List<Life> beside) {

  static final Lives NONE = new Lives(Optional.empty(), List.of(), Optional.empty(), List.of());

  /** More servers than this behind one address are not told apart. */
  private static final int BESIDE = 3;

  /** The mixins of the field count restarts over this time. */
  static final Duration SPAN = Duration.ofMinutes(15);

  /** How many starts within the span are no upgrade any more. */
  static final int LOOP = 3;

  public Lives {
    starts = List.copyOf(starts);
    beside = List.copyOf(beside);
  }

  /** What an earlier run of ours knew of them. */
  static Lives remembering(Optional<Reading> reading, Optional<Duration> replay) {
    return new Lives(reading.map(Life::first), List.of(), replay, List.of());
  }

  /**
   * These, where the process that {@code reading} is of answers: behind a balancer, or where a name
   * has moved, it may be another than at the look before and no younger.
   */
  Lives answeredBy(Reading reading) {
    var gone = current.filter(known -> !known.latest().sameLife(reading.scrape()));
    var back = gone.flatMap(_ -> beside(reading));
    return gone.filter(known -> back.isPresent() || reading.ranDuring(known.latest()))
        .map(known -> swapped(known, back))
        .orElse(this);
  }

  /**
   * Whether {@code look} shows that it started since the look {@code before}: another process
   * answers than the last one known, or somebody listened, if only to hang up, where nobody did.
   */
  boolean isStart(Observation look, Optional<Observation> before) {
    return switch (look) {
      case Answered answered ->
          current.filter(known -> !known.latest().sameLife(answered.scrape())).isPresent();
      case Refused refused ->
          refused.failure().showsStart()
              || (refused.failure().isOfDyingProcess()
                  && before.filter(Lives::nobodyListened).isPresent());
      case Opaque _, NotLooked _ -> false;
    };
  }

  private static boolean nobodyListened(Observation look) {
    return look instanceof Refused refused && refused.failure().kind() == Failure.Kind.REFUSED;
  }

  /** Whether the look before met the start of the process that answers now: that was counted. */
  private static boolean wasSeenStarting(Observation look, Optional<Observation> before) {
    return look instanceof Answered answered
        && before
            .filter(last -> last instanceof Refused it && it.failure().showsStart())
            .map(last -> answered.at().wallOf(last.at()))
            .filter(met -> !Reading.of(answered).processStart().isAfter(met))
            .isPresent();
  }

  /** These after the start that {@code look} shows, if the look {@code before} did not show it. */
  Lives started(Observation look, Optional<Observation> before) {
    if (wasSeenStarting(look, before)) {
      return this;
    }
    var recent = new ArrayList<Moment>(within(look.at()));
    recent.add(look.at());
    return new Lives(current, recent, replay, beside);
  }

  Lives replayed(Duration took) {
    return replay.filter(took::equals).isPresent()
        ? this
        : new Lives(current, starts, Optional.of(took), beside);
  }

  /**
   * These with one reading more of the life that answers.
   *
   * @param lastLook the latest look before it
   */
  Lives read(Reading reading, Duration span, Optional<Observation> lastLook) {
    var life =
        current
            .filter(known -> known.latest().sameLife(reading.scrape()))
            .map(known -> known.with(reading, span))
            .or(() -> bornAfter(reading, lastLook).map(born -> Life.since(born, reading)))
            .orElseGet(() -> Life.first(reading));
    return new Lives(Optional.of(life), starts, replay, beside);
  }

  /**
   * A moment at which the life of {@code reading} had appended nothing yet, if one is known: its
   * start, where that lies after anything we saw of this server before.
   */
  private Optional<Moment> bornAfter(Reading reading, Optional<Observation> lastLook) {
    var started = reading.at().at(reading.processStart());
    var seen = current.map(known -> known.latest().at());
    if (seen.isPresent()) {
      // Another life was there at its last reading, so this one is younger, whatever clocks say.
      return seen.map(before -> Moment.later(before, started));
    }
    return lastLook.map(Observation::at).filter(started::isAfter).map(_ -> started);
  }

  /**
   * Counters that stood still since the last reading prove the gap between, however long; but not
   * for longer than the server's own clock went on: ours may have been set while we were away.
   */
  Optional<Moment> stoodStillSince(Reading reading) {
    return current
        .map(Life::latest)
        .filter(before -> before.sameLife(reading.scrape()) && !before.appendedUntil(reading))
        .map(before -> Moment.later(before.at(), reading.at().minus(before.passedUntil(reading))));
  }

  /** The life among those beside that {@code reading} goes on with. */
  private Optional<Life> beside(Reading reading) {
    return beside.stream().filter(each -> each.latest().sameLife(reading.scrape())).findFirst();
  }

  /** These, where {@code gone} steps back for {@code back}. */
  private Lives swapped(Life gone, Optional<Life> back) {
    var kept = new ArrayList<Life>();
    kept.add(gone);
    beside.stream().filter(each -> !back.equals(Optional.of(each))).forEach(kept::add);
    return new Lives(back, starts, replay, kept.subList(0, Math.min(kept.size(), BESIDE)));
  }

  /** Whether it starts again and again. */
  boolean isLooping(Moment now) {
    return starts.size() >= LOOP && within(now).size() >= LOOP;
  }

  private List<Moment> within(Moment now) {
    return starts.stream().filter(each -> now.since(each).compareTo(SPAN) <= 0).toList();
  }
}
