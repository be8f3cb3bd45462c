package dev.deadair.notify;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.liveness.Moment;
import java.time.Duration;

/**
 * How far one generation of one incident has come on one route.
 *
 * <pre>
 * outcome                              next form    again after
 * Accepted                             FULL         10 s, if it is due still
 * Failed                               the same     the pace's step, or once another is accepted
 *                                                   where nobody was reached
 * Failed, the fifth 5xx in a row       MINIMAL      the pace's step
 * Rejected 3xx, 401, 403, 407          the same     1 min
 * Rejected otherwise, FULL             MINIMAL      at once
 * Rejected otherwise, MINIMAL          MINIMAL      2 min
 * </pre>
 *
 * @param since when it was first due
 * @param failures in a row
 * @param unreached whether the latest of them was about the way, and not about what was sent
 * @param ready when it may be sent
 */
record Attempt(
    int generation, Moment since, Form form, int failures, boolean unreached, Moment ready) {

  /** By then a turn has heard of the acceptance; if its report was lost, it is sent once more. */
  private static final Duration HEARD = Duration.ofSeconds(10);

  private static final Duration LET_IN_AGAIN = Duration.ofMinutes(1);
  private static final Duration REFUSED_AGAIN = Duration.ofMinutes(2);

  /** PagerDuty once answered 500 to events that it meant to refuse (April 2021). */
  private static final int ERRORS_BEFORE_MINIMAL = 5;

  static Attempt first(Due due, Moment now) {
    return new Attempt(due.generation(), now, Form.FULL, 0, false, now);
  }

  Attempt after(Answer answer, Outcome outcome, Pace pace, double jitter, Moment now) {
    return switch (outcome) {
      case Outcome.Accepted _ ->
          new Attempt(generation, since, Form.FULL, 0, false, now.plus(HEARD));
      case Outcome.Failed _ -> failed(answer, pace, jitter, now);
      case Outcome.Rejected(var status, _) -> rejected(status, now);
    };
  }

  private Attempt failed(Answer answer, Pace pace, double jitter, Moment now) {
    var count = failures + 1;
    var error = answer instanceof Answer.Answered it && it.status() >= 500;
    var next = error && count >= ERRORS_BEFORE_MINIMAL ? Form.MINIMAL : form;
    var asked =
        answer instanceof Answer.Answered it
            ? it.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    var unreached = answer instanceof Answer.Unanswered none && none.why().isOnTheWay();
    return new Attempt(
        generation, since, next, count, unreached, now.plus(pace.after(count, asked, jitter)));
  }

  /** Once something else has got through, what was only on the wrong way need not wait. */
  Attempt afterAnother(Moment now) {
    return unreached ? new Attempt(generation, since, form, failures, false, now) : this;
  }

  private Attempt rejected(int status, Moment now) {
    var door = status < 400 || status == 401 || status == 403 || status == 407;
    if (door) {
      return new Attempt(generation, since, form, 0, false, now.plus(LET_IN_AGAIN));
    }
    var wait = form == Form.FULL ? Duration.ZERO : REFUSED_AGAIN;
    return new Attempt(generation, since, Form.MINIMAL, 0, false, now.plus(wait));
  }
}
