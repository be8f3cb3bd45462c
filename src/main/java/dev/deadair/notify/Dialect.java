package dev.deadair.notify;

import dev.deadair.alert.Due;
import dev.deadair.alert.Holding;
import dev.deadair.alert.Outcome;
import java.time.Instant;
import java.util.Optional;

/** How one member of one kind of receiver is spoken to. */
sealed interface Dialect permits AlertmanagerDialect, PagerDutyDialect, WebhookDialect {

  /** Asks the member for its clock; empty where nothing we say depends on that. */
  Optional<Request> clockRequest();

  /** Asks the member whether it holds what it accepted; empty where it cannot say. */
  default Optional<Request> inquiry(Due due) {
    return Optional.empty();
  }

  /** What it answered to that; empty where the answer says nothing. */
  default Optional<Holding.As> holding(Due due, String answer) {
    return Optional.empty();
  }

  /** Asks the member for its own counters; empty where it has none. */
  default Optional<Request> counters() {
    return Optional.empty();
  }

  /**
   * Says what is due.
   *
   * @param memberNow the time by the member's own clock
   * @throws java.io.UncheckedIOException where a secret cannot be read
   */
  Request request(Due due, Form form, Instant memberNow);

  /** Whether {@code status} means that the receiver took it. */
  boolean accepts(int status);

  /**
   * <pre>
   * one that accepts                  Accepted, unless it is a page for people (a portal's)
   * 408, 429, 5xx, no answer          Failed
   * any other                         Rejected
   * </pre>
   */
  default Outcome outcome(Answer answer) {
    return switch (answer) {
      case Answer.Unanswered none -> new Outcome.Failed(none.words());
      case Answer.Answered it when accepts(it.status()) && !it.html() ->
          new Outcome.Accepted(it.status());
      case Answer.Answered it when it.status() == 408 || it.status() == 429 || it.status() >= 500 ->
          new Outcome.Failed("answered " + it.status() + ": " + it.reason());
      case Answer.Answered it -> new Outcome.Rejected(it.status(), it.reason());
    };
  }
}
