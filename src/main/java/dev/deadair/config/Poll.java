package dev.deadair.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How often and how long we look, as far as it is written rightly.
 *
 * @param written where the interval is, if it is not the default
 */
record Poll(Optional<Value> written, Optional<Duration> interval, Optional<Duration> timeout) {

  /** The tick of the daemon: to look more often than it decides is only a burden. */
  private static final Duration TURN = Duration.ofSeconds(1);

  static Poll read(Node settings) {
    var poll = settings.node("poll");
    var value = poll.flatMap(each -> each.get("interval"));
    var interval = value.flatMap(Poll::interval);
    var timeout =
        poll.flatMap(each -> each.get("timeout")).flatMap(each -> timeout(each, interval));
    poll.ifPresent(Node::done);
    return new Poll(value.filter(Value::isWritten), interval, timeout);
  }

  private static Optional<Duration> interval(Value value) {
    var interval = value.duration();
    if (interval.filter(each -> each.compareTo(TURN) < 0).isPresent()) {
      value.wrong("is more often than anything is decided; use at least 1s");
      return Optional.empty();
    }
    return interval;
  }

  /** Like Prometheus' own, a default timeout gives way to a shorter interval. */
  private static Optional<Duration> timeout(Value value, Optional<Duration> interval) {
    var timeout = value.duration();
    if (timeout.isEmpty() || interval.isEmpty() || timeout.get().compareTo(interval.get()) <= 0) {
      return timeout;
    }
    if (value.isWritten()) {
      var longest = Durations.text(interval.get());
      value.wrong("is longer than the interval (%s); use at most %s".formatted(longest, longest));
    }
    return interval;
  }

  /** Tells an interval too long for the default window; a written one is told by the window. */
  void check(Optional<Value> writtenWindow, Patience patience) {
    if (writtenWindow.isPresent() || interval.isEmpty() || patience.window().isEmpty()) {
      return;
    }
    var window = patience.window().get();
    if (interval.get().multipliedBy(2).compareTo(window) > 0) {
      var what =
          "is more than half of the window (%s); use at most %s, or set a longer window"
              .formatted(Durations.text(window), Durations.text(window.dividedBy(2)));
      written.ifPresent(value -> value.wrong(what));
    }
  }
}
