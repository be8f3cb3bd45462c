package dev.deadair.diagnosis;

import dev.deadair.liveness.Signal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something that goes wrong again and again: counters that rise while we watch. */
record Rising(Code code, Set<Signal> counters, Span span, String summary, String action)
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
          Span.LIVES,
          "refuses samples because their time is too old or too far ahead",
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
          Span.LIVES,
          "drops its alerts: no Alertmanager takes them",
          """
          1. See which Alertmanagers it knows, and why they take nothing. Costs nothing.
             journalctl -u prometheus | grep -iE 'alertmanager|notif' | tail -n 3
             amtool check-config /etc/prometheus/alertmanager.yml
          2. Bring one back, or mend its address and reload. Costs no samples; until then nobody hears of what its rules find.
             systemctl reload prometheus
          """);

  static final Rule BLOCK_RELOAD_FAILED =
      new Rising(
          Code.BLOCK_RELOAD_FAILED,
          EnumSet.of(Signal.BLOCK_RELOADS_FAILED),
          Span.LIFE,
          "cannot load a block, so it neither compacts nor deletes what is too old",
          """
          Do not restart it before this is done: a block that does not load may keep it from starting.
          1. See which block, and why. Costs nothing.
             journalctl -u prometheus | grep -iE 'reload|corrupted block' | tail -n 3
          2. Let a replica that scrapes the same targets produce, and restart it without that block. Costs the time range of that block on this server.
          %s\
          Without deadair on that machine: mv that block to a name that ends in .aside, between stop and start.
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
    return Optional.of(new Finding(code, mark, summary, Plain.rises(mark).toList(), action));
  }
}
