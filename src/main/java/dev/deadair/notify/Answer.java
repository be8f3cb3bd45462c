package dev.deadair.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What came back for a request. */
sealed interface Answer {

  /**
   * An HTTP response.
   *
   * @param date the answering machine's clock, cut to the second
   * @param retryAfter how long it asks us to stay away
   * @param html whether it is a page for people: a portal, not a receiver
   * @param excerpt the beginning of an answer that is no success, on one line, without secrets
   * @param body of a success, as far as it was wanted
   */
  record Answered(
      int status,
      Optional<Instant> date,
      Optional<Duration> retryAfter,
      boolean html,
      String excerpt,
      String body)
      implements Answer {

    /** One whose body nobody wanted. */
    Answered(
        int status,
        Optional<Instant> date,
        Optional<Duration> retryAfter,
        boolean html,
        String excerpt) {
      this(status, date, retryAfter, html, excerpt, "");
    }

    /** What it says against us. */
    String reason() {
      return html
          ? "a page for people, no receiver's answer"
          : excerpt.isEmpty() ? "no reason" : excerpt;
    }
  }

  /** None; the request may have arrived all the same. */
  record Unanswered(Why why, String detail) implements Answer {

    String words() {
      return detail.isEmpty() ? why.words() : why.words() + ": " + detail;
    }
  }

  /** Why there is no answer. */
  enum Why {
    UNRESOLVED("name not resolved"),
    REFUSED("connection refused"),
    NO_ROUTE("no route"),
    CONNECT_TIMEOUT("connect timeout"),
    TIMEOUT("no answer in time"),
    CUT("connection cut"),
    TLS("TLS failure"),
    /** A secret, a certificate or a key could not be read: nothing was sent. */
    UNREADABLE("unreadable secret or certificate"),
    /** Our own mistake. */
    BUG("internal error");

    private final String words;

    Why(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** Whether nobody was reached at all, so that it is no matter of what was sent. */
    boolean isOnTheWay() {
      return switch (this) {
        case UNRESOLVED, REFUSED, NO_ROUTE, CONNECT_TIMEOUT, TLS -> true;
        case TIMEOUT, CUT, UNREADABLE, BUG -> false;
      };
    }
  }
}
