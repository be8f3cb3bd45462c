package dev.deadair.diagnosis;

import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Replay;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the replay of one process life has gone so far.
 *
 * @param life when that life began
 * @param first how far it was when first seen
 * @param began when that was
 * @param latest how far it is
 * @param moved when it was first seen that far
 */
record Progress(Instant life, Replay first, Moment began, Replay latest, Moment moved) {

  /**
   * The progress after {@code visit}; empty unless its server replays. One that was ready in this
   * life is shutting down, though it says as much of its replay as before. One that did not answer
   * in time is where it was, as far as we know.
   */
  static Optional<Progress> after(Optional<Progress> before, Visit visit) {
    if (visit.gaveNoAnswer()) {
      return before;
    }
    return visit
        .answer()
        .filter(look -> !look.isReady())
        .flatMap(look -> after(before, look, visit));
  }

  private static Optional<Progress> after(
      Optional<Progress> before, Observation.Answered look, Visit visit) {
    var life = look.scrape().processStart();
    if (visit.known().wasReady(life)) {
      return Optional.empty();
    }
    var same = before.filter(each -> Known.isSameStart(each.life(), life));
    if (look.replay().isEmpty()) {
      return same;
    }
    var replay = look.replay().get();
    return Optional.of(
        same.map(each -> each.with(replay, look.at()))
            .orElseGet(() -> new Progress(life, replay, look.at(), replay, look.at())));
  }

  private Progress with(Replay replay, Moment at) {
    return replay.current() == latest.current()
        ? this
        : new Progress(life, first, began, replay, at);
  }

  /** How long it will go on at its speed so far; empty while it has shown none. */
  Optional<Duration> remaining() {
    var done = latest.current() - first.current();
    return done <= 0
        ? Optional.empty()
        : Optional.of(
            moved.since(began).multipliedBy(latest.last() - latest.current()).dividedBy(done));
  }

  /** As people are shown it. */
  Replaying shown() {
    return new Replaying(latest.progress(), remaining().map(moved.wall()::plus));
  }

  /** For how long it has stood where it is at {@code now}. */
  Duration unchanged(Moment now) {
    return now.since(moved);
  }

  /** Such as {@code segment 12 of 0 to 40, 30 %}. */
  String words() {
    return "segment "
        + latest.current()
        + " of "
        + latest.first()
        + " to "
        + latest.last()
        + ", "
        + Math.round(100 * latest.progress())
        + " %";
  }
}
