package dev.deadair.turn.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of simulated time.
 *
 * @param outages sites that nobody could see data of for their window
 * @param seconds simulated
 * @param pages incidents opened on PagerDuty
 * @param owed steps of sites at which a page was owed, and looked for
 */
record Tally(
    long episodes,
    long outages,
    long faults,
    long turns,
    long seconds,
    long pages,
    long owed,
    List<Broken> broken) {

  static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, 0, List.of());

  /** A promise that was broken, and the seed that shows it. */
  record Broken(long seed, long at, Violation.Kind kind, String what, List<String> chronicle) {

    @Override
    public String toString() {
      return "seed %d at %d s: %s".formatted(seed, at, what);
    }
  }

  Tally and(Tally more) {
    var all = new ArrayList<>(broken);
    all.addAll(more.broken);
    return new Tally(
        episodes + more.episodes,
        outages + more.outages,
        faults + more.faults,
        turns + more.turns,
        seconds + more.seconds,
        pages + more.pages,
        owed + more.owed,
        List.copyOf(all));
  }

  long count(Violation.Kind kind) {
    return broken.stream().filter(each -> each.kind() == kind).count();
  }

  @Override
  public String toString() {
    var zeros = new StringBuilder();
    for (var kind : Violation.Kind.values()) {
      zeros.append(' ').append(kind).append(' ').append(count(kind));
    }
    return "%d episodes, %d outages, %d faults, %d turns, %.1f simulated days, %d pages:%s"
        .formatted(episodes, outages, faults, turns, seconds / 86400.0, pages, zeros);
  }
}
