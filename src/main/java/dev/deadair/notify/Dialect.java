package dev.deadair.notify;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import java.time.Instant;
import java.util.Optional;

/** How one member of one kind of receiver is spoken to. */
sealed interface Dialect permits AlertmanagerDialect, PagerDutyDialect {

  /** Asks the member for its clock; empty where nothing we say depends on that. */
  Optional<Request> clockRequest();

  /**
   * Says what is due.
   *
   * @param memberNow the time by the member's own clock
   * @throws java.io.UncheckedIOException where a secret cannot be read
   */
  Request request(Due due, Form form, Instant memberNow);

  /** The one status that means that the receiver took it. */
  int acceptance();

  /**
   * <pre>
   * the acceptance                    Accepted, unless it is a page for people (a portal's)
   * 408, 429, 5xx, no answer          Failed
   * any other                         Rejected
   * </pre>
   */
  default Outcome outcome(Answer answer) {
    return switch (answer) {
      case Answer.Unanswered none -> new Outcome.Failed(none.words());
      case Answer.Answered it when it.status() == acceptance() && !it.html() ->
          new Outcome.Accepted(it.status());
      case Answer.Answered it when it.status() == 408 || it.status() == 429 || it.status() >= 500 ->
          new Outcome.Failed("answered " + it.status() + ": " + it.reason());
      case Answer.Answered it -> new Outcome.Rejected(it.status(), it.reason());
    };
  }
}
