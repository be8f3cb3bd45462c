package dev.deadair.replay;

import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.util.Optional;

/** How long no data may last, as far as it is written; what is not is as the daemon has it. */
record Patience(
    Optional<Duration> window, Optional<Duration> warnAfter, Optional<Duration> clearAfter) {

  static final Patience DEFAULT =
      new Patience(Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether {@code word} is a setting of this kind. */
  static boolean has(String word) {
    return word.equals("window") || word.equals("warn-after") || word.equals("clear-after");
  }

  /** This with all the settings that follow. */
  Patience with(Words words) throws Wrong {
    var next = this;
    while (has(words.peek())) {
      next = next.withOne(words);
    }
    words.end();
    return next;
  }

  private Patience withOne(Words words) throws Wrong {
    var setting = words.word("a setting");
    var span = Optional.of(words.positive(setting));
    return switch (setting) {
      case "window" -> new Patience(span, warnAfter, clearAfter);
      case "warn-after" -> new Patience(window, span, clearAfter);
      default -> new Patience(window, warnAfter, span);
    };
  }

  /** What the core goes by; the default of {@code warn-after} gives way to a shorter window. */
  Limits limits(Duration poll) throws Wrong {
    var absent = window.orElse(Limits.DEFAULT.window());
    var warn = warnAfter.orElse(Limits.DEFAULT.warnAfter());
    var shortest = poll.multipliedBy(2);
    if (absent.compareTo(shortest) < 0) {
      throw new Wrong(
          "window %s is shorter than two polls; use at least %s"
              .formatted(Spans.text(absent), Spans.text(shortest)));
    }
    if (warnAfter.isPresent() && warn.compareTo(absent) > 0) {
      throw new Wrong(
          "warn-after %s is longer than the window; use at most %s"
              .formatted(Spans.text(warn), Spans.text(absent)));
    }
    return Limits.of(
        absent,
        warn.compareTo(absent) < 0 ? warn : absent,
        clearAfter.orElse(Limits.DEFAULT.clearAfter()));
  }
}
