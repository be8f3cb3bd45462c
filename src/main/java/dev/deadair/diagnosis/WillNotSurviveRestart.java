package dev.deadair.diagnosis;

import static dev.deadair.liveness.Signal.AGENT_CHECKPOINT_CREATIONS_FAILED;
import static dev.deadair.liveness.Signal.CHECKPOINT_CREATIONS_FAILED;
import static dev.deadair.liveness.Signal.CHECKPOINT_DELETIONS_FAILED;
import static dev.deadair.liveness.Signal.COMPACTIONS;
import static dev.deadair.liveness.Signal.COMPACTIONS_FAILED;
import static dev.deadair.liveness.Signal.HEAD_TRUNCATIONS_FAILED;
import static dev.deadair.liveness.Signal.WAL_CORRUPTIONS;
import static dev.deadair.liveness.Signal.WAL_TRUNCATIONS;
import static dev.deadair.liveness.Signal.WAL_TRUNCATIONS_FAILED;

import dev.deadair.liveness.Signal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A server that looks healthy and whose next start will probably fail: its head compactions do.
 *
 * <p>Measured on 2.42, 2.53 and 3.5 with a write-ahead log damaged while the server runs: the
 * failures rise by one a cycle (two hours in production), everything else goes on as in health, and
 * the next start dies. {@code compactions_total} counts attempts, so only a write-ahead log that
 * was truncated again proves a whole cycle.
 */
final class WillNotSurviveRestart implements Rule {

  private static final Set<Signal> FAILURES =
      EnumSet.of(
          COMPACTIONS_FAILED,
          CHECKPOINT_CREATIONS_FAILED,
          CHECKPOINT_DELETIONS_FAILED,
          HEAD_TRUNCATIONS_FAILED,
          WAL_TRUNCATIONS_FAILED,
          AGENT_CHECKPOINT_CREATIONS_FAILED);

  private static final Set<Signal> SUCCESS = EnumSet.of(COMPACTIONS, WAL_TRUNCATIONS);

  @Override
  public Code code() {
    return Code.WILL_NOT_SURVIVE_RESTART;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    if (visit.reading().isEmpty()) {
      return before;
    }
    var failures = visit.risen(FAILURES);
    if (!visit.isFirstOfLife() && !visit.isInStart()) {
      // In a start they were met and repaired; in a life that goes on they lie ahead of the next.
      failures.putAll(visit.risen(EnumSet.of(WAL_CORRUPTIONS)));
    }
    if (!failures.isEmpty()) {
      var mark = before.orElseGet(() -> Mark.at(visit.at()));
      var next = mark.and(failures, visit.at());
      return Optional.of(next.confirmed(mark.confirmed() || isConfirmed(mark, next, visit)));
    }
    return before.flatMap(mark -> withoutFailure(mark, visit));
  }

  private static Optional<Mark> withoutFailure(Mark mark, Visit visit) {
    if (visit.isFirstOfLife()) {
      return startedAnew(visit) ? Optional.empty() : Optional.of(mark);
    }
    var next = mark.recovering(visit.risen(SUCCESS).keySet());
    return next.recovered().containsAll(SUCCESS) || startedAnew(visit)
        ? Optional.empty()
        : Optional.of(next);
  }

  /** A life that has come through its start and in which nothing has failed. */
  private static boolean startedAnew(Visit visit) {
    return visit.isReady() && FAILURES.stream().allMatch(each -> visit.count(each) == 0);
  }

  /**
   * A second failed cycle with no truncation in between, nor in this life where it is not known.
   */
  private static boolean isConfirmed(Mark mark, Mark next, Visit visit) {
    var truncated =
        mark.recovered().contains(WAL_TRUNCATIONS)
            || (mark.counted().isEmpty() && visit.count(WAL_TRUNCATIONS) > 0);
    return next.times() >= 2 && !truncated;
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var summary =
        mark.confirmed()
            ? "will not survive its next restart: its head compaction has failed "
                + Plain.number(mark.times())
                + " times, and its write-ahead log is not truncated any more"
            : "will probably not survive its next restart: its head compaction has failed";
    var evidence =
        Stream.concat(
                Plain.rises(mark),
                Stream.of(
                    mark.recovered().contains(WAL_TRUNCATIONS)
                        ? WAL_TRUNCATIONS.metric() + " has risen since"
                        : WAL_TRUNCATIONS.metric() + " has not risen since"))
            .toList();
    return Optional.of(new Finding(code(), mark, summary, evidence, Remedy.brokenHead(visit)));
  }
}
