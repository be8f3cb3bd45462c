package dev.deadair.diagnosis;

import dev.deadair.liveness.Signal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Damage that a start met and came through, at a loss: counters that are above zero at first sight
 * of a life. Until the write-ahead log is truncated, the next start may meet the same again.
 */
record AfterStart(Code code, Set<Signal> counters, String summary, String action) implements Rule {

  private static final String COPY =
      """
      1. Save what its start said. Costs nothing; what was lost is gone here: query a replica for that time.
         journalctl -u prometheus | grep -iE 'repair|corrupt'
      """;

  static final Rule WAL_REPAIRED =
      new AfterStart(
          Code.WAL_REPAIRED,
          EnumSet.of(Signal.WAL_CORRUPTIONS, Signal.AGENT_CORRUPTIONS),
          "repaired its write-ahead log when it started: what lay behind the damage is lost",
          COPY + "2. Do not restart it before its next compaction: each start may drop more.\n");

  static final Rule MMAP_CHUNKS_CORRUPT =
      new AfterStart(
          Code.MMAP_CHUNKS_CORRUPT,
          EnumSet.of(Signal.MMAP_CHUNK_CORRUPTIONS),
          "met damaged head chunks when it started, and took them from its write-ahead log",
          COPY
              + "2. Nothing is lost while the write-ahead log is whole. Check the disk's"
              + " health.\n");

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    if (visit.reading().isEmpty()) {
      return before;
    }
    if (visit.isFirstOfLife()) {
      var met = visit.risen(counters);
      return met.isEmpty()
          ? Optional.empty()
          : Optional.of(Mark.at(visit.at()).and(met, visit.at()));
    }
    // A repair ends while the server replays, so between two readings of one life.
    var met = visit.isInStart() ? visit.risen(counters) : Map.<Signal, Double>of();
    if (!met.isEmpty()) {
      return Optional.of(before.orElseGet(() -> Mark.at(visit.at())).and(met, visit.at()));
    }
    return before.filter(_ -> visit.risen(Signal.WAL_TRUNCATIONS) == 0);
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    return Optional.of(new Finding(code, mark, summary, Plain.rises(mark).toList(), action));
  }
}
