package dev.deadair.replay;

import dev.deadair.liveness.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How long no data may last, as far as it is written; what is not is as the daemon has it. */
record Patience(
    Optional<Duration> window,
    Optional<Duration> warnAfter,
    Optional<Duration> clearAfter,
    Optional<Double> minimum,
    Optional<Duration> span) {

  static final Patience DEFAULT =
      new Patience(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final Set<String> SETTINGS =
      Set.of("window", "warn-after", "clear-after", "coverage");

  /** This with all the settings that follow. */
  Patience with(Words words) throws Wrong {
    var next = this;
    while (SETTINGS.contains(words.peek())) {
      next = next.withOne(words);
    }
    words.end();
    return next;
  }

  private Patience withOne(Words words) throws Wrong {
    var setting = words.word("a setting");
    if (setting.equals("coverage")) {
      return covering(words);
    }
    var time = Optional.of(words.positive(setting));
    return switch (setting) {
      case "window" -> new Patience(time, warnAfter, clearAfter, minimum, span);
      case "warn-after" -> new Patience(window, time, clearAfter, minimum, span);
      default -> new Patience(window, warnAfter, time, minimum, span);
    };
  }

  /** {@code coverage 0.5 of 30m}. */
  private Patience covering(Words words) throws Wrong {
    var word = words.word("a share such as 0.5");
    words.need("of");
    var of = words.positive("the span");
    try {
      var share = Double.parseDouble(word);
      if (share >= 0 && share <= 1) {
        return new Patience(window, warnAfter, clearAfter, Optional.of(share), Optional.of(of));
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new Wrong("coverage \"" + word + "\" is no share; use one from 0 to 1");
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
    return new Limits(
        absent,
        warn.compareTo(absent) < 0 ? warn : absent,
        clearAfter.orElse(Limits.DEFAULT.clearAfter()),
        span.orElse(Limits.DEFAULT.span()),
        minimum.orElse(Limits.DEFAULT.minimum()),
        Limits.DEFAULT.floor());
  }
}
