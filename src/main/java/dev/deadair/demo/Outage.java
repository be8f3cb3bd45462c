package dev.deadair.demo;

import java.time.Duration;

/**
 * One entry of the script: a site whose servers all crash, and when. Times count from the start of
 * the demo.
 *
 * @param begins when they crash
 * @param ends when they are repaired: well after the page is due
 * @param over when the page must have resolved
 */
record Outage(String site, Duration begins, Duration ends, Duration over) {

  /** How far an outage is, as the page for it shows. */
  enum Page {
    NONE,
    OPEN,
    RESOLVED
  }

  /** What happens next, and when; in a few words. */
  String next(Duration elapsed, Page page, Tempo tempo) {
    if (elapsed.compareTo(begins) < 0) {
      return site + " fails" + in(begins.minus(elapsed));
    }
    return switch (page) {
      case NONE -> "page for " + site + due(begins.plus(tempo.window()).minus(elapsed));
      case OPEN ->
          elapsed.compareTo(ends) < 0
              ? site + " is repaired" + in(ends.minus(elapsed))
              : "resolve of " + site + due(resolves(tempo).minus(elapsed));
      case RESOLVED -> site + " is well again";
    };
  }

  /** About when the page resolves: replay, the first scrapes, then data for long enough. */
  private Duration resolves(Tempo tempo) {
    return ends.plus(tempo.replay()).plus(tempo.interval()).plus(tempo.clearAfter());
  }

  private static String due(Duration left) {
    return left.isPositive() ? " due" + in(left) : " is due";
  }

  private static String in(Duration left) {
    return " in " + Math.max(1, (left.toMillis() + 999) / 1000) + " s";
  }
}
