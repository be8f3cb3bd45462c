package dev.deadair.alert;

import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A part of the fleet that somebody works on: what happens there is judged as ever and told to
 * nobody, until the end that every maintenance has.
 *
 * @param until when it ends at the latest
 * @param untilProducing whether it ends already when its part has data again
 * @param down whether its part has been seen without data, or started anew, since it began
 * @param endedAt when it ended before its time: its part has data again, or somebody said so
 */
public record Maintenance(
    String id,
    Subject subject,
    Moment from,
    Moment until,
    boolean untilProducing,
    String comment,
    String author,
    boolean down,
    Optional<Moment> endedAt) {

  /** What somebody asks for; it begins with the turn that hears of it. */
  public record Wanted(
      String id,
      Subject subject,
      Duration atMost,
      boolean untilProducing,
      String comment,
      String author) {

    public Wanted {
      if (!atMost.isPositive()) {
        throw new IllegalArgumentException("a maintenance lasts longer than zero");
      }
    }
  }

  static Maintenance begin(Wanted wanted, Moment now) {
    return new Maintenance(
        wanted.id(),
        wanted.subject(),
        now,
        now.plus(wanted.atMost()),
        wanted.untilProducing(),
        wanted.comment(),
        wanted.author(),
        false,
        Optional.empty());
  }

  /** When it was or will be over. */
  public Moment end() {
    return endedAt.filter(at -> !passed(until, at)).orElse(until);
  }

  /** Whether it goes on at {@code moment}. */
  public boolean isOn(Moment moment) {
    return passed(from, moment) && !passed(end(), moment);
  }

  /** Whether it went on up to {@code moment}: what ended it may have happened then. */
  boolean wasOnUntil(Moment moment) {
    return passed(from, moment) && passed(moment, end());
  }

  /** Time in suspend counts, a stepped wall clock does not. */
  private static boolean passed(Moment one, Moment other) {
    return one.boot().compareTo(other.boot()) <= 0;
  }

  /** This one with each of its moments as {@code dating} has it. */
  Maintenance dated(UnaryOperator<Moment> dating) {
    return new Maintenance(
        id,
        subject,
        dating.apply(from),
        dating.apply(until),
        untilProducing,
        comment,
        author,
        down,
        endedAt.map(dating));
  }

  Maintenance ended(Moment now) {
    return isOn(now) && endedAt.isEmpty() ? with(down, Optional.of(now)) : this;
  }

  Maintenance seenDown() {
    return down ? this : with(true, endedAt);
  }

  private Maintenance with(boolean wasDown, Optional<Moment> end) {
    return new Maintenance(id, subject, from, until, untilProducing, comment, author, wasDown, end);
  }
}
