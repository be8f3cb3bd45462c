package dev.deadair.diagnosis;

import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Something that goes wrong again and again: counters that rise while we watch.
 *
 * @param beside what is told with them
 */
record Rising(
    Code code,
    Set<Signal> counters,
    Set<Signal> beside,
    Span span,
    String summary,
    Function<Visit, String> action)
    implements Rule {

  /** What such events go on over. */
  enum Span {
    /** One process: its start is proof that it is over. */
    LIFE,
    /** What is outside, and so any number of processes. */
    LIVES
  }

  static final Rule OUT_OF_BOUNDS =
      new Rising(
          Code.OUT_OF_BOUNDS,
          EnumSet.of(Signal.OUT_OF_BOUNDS, Signal.OUT_OF_BOUNDS_HEAD),
          Set.of(),
          Span.LIVES,
          "refuses samples because their time is too old or too far ahead",
          _ ->
              """
              1. See whose clock is wrong: its own, or that of a target which sends times of its own. Costs nothing.
                 timedatectl timesync-status; chronyc tracking
                 journalctl -u prometheus | grep -iE 'out of bounds|too old|too far' | tail -n 3
              2. Set that clock right, or set honor_timestamps: false for the job. Costs nothing more than the refused samples.
              """);

  static final Rule NOTIFICATIONS_DROPPED =
      new Rising(
          Code.NOTIFICATIONS_DROPPED,
          EnumSet.of(Signal.NOTIFICATIONS_DROPPED),
          EnumSet.of(Signal.ALERTMANAGERS),
          Span.LIVES,
          "drops its alerts: no Alertmanager takes them",
          visit ->
              """
              1. See which Alertmanagers it knows (none: it drops without a word in its log), and whether they answer from its machine. Costs nothing.
              %s\
              %s\
              2. Bring one back, or mend its address, and load that. Costs no samples; until then nobody hears of what its rules find.
                 promtool check config /etc/prometheus/prometheus.yml && systemctl reload prometheus
              """
                  .formatted(Remedy.server(visit), Remedy.ALERTMANAGERS));

  static final Rule BLOCK_RELOAD_FAILED =
      new Rising(
          Code.BLOCK_RELOAD_FAILED,
          EnumSet.of(Signal.BLOCK_RELOADS_FAILED),
          Set.of(),
          Span.LIFE,
          "cannot load a block, so it neither compacts nor deletes what is too old",
          _ ->
              """
              Do not restart it before this is done: a block that does not load may keep it from starting.
              1. See which block, and why. Costs nothing.
                 journalctl -u prometheus | grep -iE 'reload|corrupted block' | tail -n 3
              2. Let a replica that scrapes the same targets produce, and restart it without that block. Costs the time range of that block on this server.
              %s\
              Without deadair on that machine: between stop and start give that block a name that ends in .aside.
              """
                  .formatted(Remedy.restartByPlan()));

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    if (span == Span.LIFE && visit.isFirstOfLife() && visit.isReady()) {
      return Optional.empty();
    }
    // What rose before we came may be long over; what goes on shows at the next look.
    var rises = visit.isFirstOfLife() ? Map.<Signal, Double>of() : visit.risen(counters);
    return rises.isEmpty()
        ? before.filter(visit::isRecent)
        : Optional.of(before.orElseGet(() -> Mark.at(visit.at())).and(rises, visit.at()));
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var evidence = new ArrayList<String>(Plain.rises(mark).toList());
    visit
        .scrape()
        .map(Scrape::signals)
        .ifPresent(
            now ->
                beside.forEach(
                    each -> evidence.add(each.metric() + " is " + Plain.number(now.count(each)))));
    return Optional.of(new Finding(code, mark, summary, evidence, action.apply(visit)));
  }
}
