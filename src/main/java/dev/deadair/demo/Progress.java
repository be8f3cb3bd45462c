package dev.deadair.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far the demo is, for one line.
 *
 * @param states the state of each site, in the words of the board
 * @param next what happens next
 */
record Progress(Duration elapsed, Map<String, String> states, String next) {

  Progress {
    states = new LinkedHashMap<>(states);
  }

  String line() {
    return "%s  %-28s  %s"
        .formatted(
            clock(elapsed),
            next,
            states.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining("  ")));
  }

  /** Minutes and seconds, as a stopwatch has them. */
  static String clock(Duration elapsed) {
    return "%d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }
}
