package dev.deadair.diagnosis;

import static dev.deadair.liveness.Signal.WAL_WRITES_FAILED;

import dev.deadair.liveness.Reading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Optional;

/**
 * A server that cannot write its write-ahead log, most often for want of space: it answers healthy
 * and ready, its targets are up, and every sample is lost.
 */
final class WalWritesFailing implements Rule {

  @Override
  public Code code() {
    return Code.WAL_WRITES_FAILING;
  }

  @Override
  public Optional<Mark> after(Optional<Mark> before, Visit visit) {
    var failures = visit.risen(EnumSet.of(WAL_WRITES_FAILED));
    if (!failures.isEmpty()) {
      return Optional.of(before.orElseGet(() -> Mark.at(visit.at())).and(failures, visit.at()));
    }
    return before.filter(_ -> !appendsAgain(visit));
  }

  /** Only samples that are written prove that it can write. */
  private static boolean appendsAgain(Visit visit) {
    var before = visit.before().map(Reading::scrape).map(each -> each.appended()).orElse(0.0);
    return visit.isReady() && visit.reading().orElseThrow().scrape().appended() > before;
  }

  @Override
  public Optional<Finding> finding(Mark mark, Visit visit) {
    var evidence = new ArrayList<>(Plain.rises(mark).toList());
    visit
        .scrape()
        .flatMap(scrape -> scrape.headMaxTime())
        .ifPresent(at -> evidence.add("newest sample: " + Plain.time(at)));
    return Optional.of(
        new Finding(
            code(),
            mark,
            "cannot write its write-ahead log, so every sample is lost: most often its disk is"
                + " full",
            evidence,
            """
            1. See whether the disk is full, and what fills it. Costs nothing.
            %s\
               journalctl -u prometheus | grep -i 'write to WAL' | tail -n 1
            2. Make room: enlarge the file system, or move away what is not Prometheus'. It goes on by itself. Costs the samples until then.
            3. Do not restart it on a full disk: it would not start again, and do not query it meanwhile.
            """
                .formatted(Remedy.ROOM)));
  }
}
