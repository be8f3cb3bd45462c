package dev.deadair.turn.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of simulated time.
 *
 * @param outages times that a site had no data for its window or longer
 * @param dips times that it had none for less
 * @param faults everything that went wrong: with servers, the watcher, PagerDuty, Alertmanagers
 * @param seconds simulated
 * @param pages incidents opened on PagerDuty
 * @param cpu how long cores worked for it
 * @param owed steps of sites at which a page was owed, and looked for
 */
record Tally(
    long episodes,
    long outages,
    long dips,
    long faults,
    long turns,
    long seconds,
    long pages,
    long owed,
    Duration cpu,
    List<Broken> broken) {

  static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, List.of());

  /** A promise that was broken, and the seed that shows it. */
  record Broken(long seed, long at, Violation.Kind kind, String what, List<String> chronicle) {

    @Override
    public String toString() {
      return "seed %d at %d s: %s".formatted(seed, at, what);
    }
  }

  /** This, and how long one core worked for it. */
  Tally took(Duration time) {
    return new Tally(episodes, outages, dips, faults, turns, seconds, pages, owed, time, broken);
  }

  Tally and(Tally more) {
    var all = new ArrayList<>(broken);
    all.addAll(more.broken);
    return new Tally(
        episodes + more.episodes,
        outages + more.outages,
        dips + more.dips,
        faults + more.faults,
        turns + more.turns,
        seconds + more.seconds,
        pages + more.pages,
        owed + more.owed,
        cpu.plus(more.cpu),
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
    return "%d episodes, %d outages, of which %d lasted their window, %d faults, %d turns,"
        .concat(" %.1f simulated days, %d pages, %d steps at which one was owed, %d s of CPU:%s")
        .formatted(
            episodes,
            outages + dips,
            outages,
            faults,
            turns,
            seconds / 86400.0,
            pages,
            owed,
            cpu.toSeconds(),
            zeros);
  }
}
