package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FATAL_ON_START;
import static dev.deadair.tsdb.Severity.FINE;
import static dev.deadair.tsdb.Severity.LOSES_DATA_ON_START;
import static dev.deadair.tsdb.Severity.SILENT_LOSS;

import dev.deadair.tsdb.HeadReplay.AsServer;
import dev.deadair.tsdb.HeadReplay.Salvage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the replay of the head shows: where it stops, and what the server has then that it could
 * have had. The loss is counted over all of the head, and given with the first finding.
 */
final class HeadCheck {
  private final Startup startup;
  private final long headStart;
  private final long dataEnd;
  private final List<Finding> findings = new ArrayList<>();

  private HeadCheck(Startup startup, long headStart, long dataEnd) {
    this.startup = startup;
    this.headStart = headStart;
    this.dataEnd = dataEnd;
  }

  /**
   * @param headStart where the blocks end
   * @param dataEnd where the samples in them end
   */
  static List<Finding> of(Startup startup, long headStart, long dataEnd) throws IOException {
    var check = new HeadCheck(startup, headStart, dataEnd);
    if (startup.isFatal()) {
      check.faultsOnly();
    } else {
      check.all();
    }
    return check.findings;
  }

  /** A server that does not start replays nothing; what is damaged is worth knowing anyway. */
  private void faultsOnly() throws IOException {
    for (var fault : startup.head().replay().salvage(headStart).faults()) {
      findings.add(finding(code(fault.path()), LOSES_DATA_ON_START, fault));
    }
  }

  private void all() throws IOException {
    var replay = startup.head().replay().asServer(headStart, dataEnd);
    hidden(replay.head());
    holes(replay.head());
    if (!isSuspect(replay)) {
      return;
    }
    var salvage = startup.head().replayAgain().salvage(headStart);
    var lost = Math.max(0, salvage.samples() - replay.samples());
    var first = findings.size();
    stops(replay, lost);
    leavesOut(replay, lost);
    others(salvage);
    if (first < findings.size()) {
      findings.set(first, findings.get(first).losing(loss(replay, salvage, lost)));
    }
  }

  private static boolean isSuspect(AsServer replay) {
    return replay.checkpointFault().isPresent()
        || replay.walFault().isPresent()
        || replay.wblFault().isPresent()
        || replay.chunkFault().isPresent()
        || replay.chunksOverlap()
        || replay.head().unknown() > 0
        || replay.head().outOfOrder() > 0
        || replay.head().balance().orphans() > 0;
  }

  private void hidden(Head head) {
    if (head.hidden() > 0) {
      var what =
          "%d samples are older than the end that a block claims, but are in no block"
              .formatted(head.hidden());
      var finding = new Finding(Code.BLOCK_META_WRONG, SILENT_LOSS, DataDir.WAL, what);
      var span = head.hiddenTimes().span();
      findings.add(span.map(each -> finding.losing(each.samples(head.hidden()))).orElse(finding));
    }
  }

  private void holes(Head head) {
    var holes = head.balance().holes();
    if (holes > 0) {
      var what =
          "files of head chunks are missing: %d samples are in the log, but older than other chunks"
              .formatted(holes);
      var finding =
          new Finding(Code.HEAD_CHUNKS_INCOMPLETE, SILENT_LOSS, DataDir.HEAD_CHUNKS, what);
      var span = head.logged().lackedBy(head.accepted()).or(head.logged()::span);
      findings.add(span.map(each -> finding.losing(each.samples(holes))).orElse(finding));
    }
  }

  private void stops(AsServer replay, long lost) {
    var severity = lost > 0 ? LOSES_DATA_ON_START : FINE;
    replay
        .checkpointFault()
        .map(
            fault ->
                finding(
                    Code.CHECKPOINT_CORRUPT,
                    startup.head().survives(replay) ? severity : FATAL_ON_START,
                    fault))
        .ifPresent(findings::add);
    replay
        .walFault()
        .map(fault -> finding(Code.WAL_CORRUPT, severity, fault))
        .ifPresent(findings::add);
    replay
        .wblFault()
        .map(fault -> finding(Code.WBL_CORRUPT, LOSES_DATA_ON_START, fault))
        .ifPresent(findings::add);
    replay
        .chunkFault()
        .map(fault -> finding(Code.HEAD_CHUNKS_CORRUPT, severity, fault))
        .ifPresent(findings::add);
    if (replay.chunksOverlap()) {
      var what = "chunks of a series overlap: the server deletes all of chunks_head";
      findings.add(new Finding(Code.HEAD_CHUNKS_CORRUPT, severity, DataDir.HEAD_CHUNKS, what));
    }
  }

  private void leavesOut(AsServer replay, long lost) {
    var nameless = replay.head().unknown() + replay.head().balance().orphans();
    if (lost > 0 && nameless > 0) {
      var what = "%d samples are of series that the log does not name".formatted(nameless);
      findings.add(new Finding(Code.WAL_SERIES_MISSING, SILENT_LOSS, DataDir.WAL, what));
    }
    if (lost > 0 && findings.isEmpty() && replay.head().outOfOrder() > 0) {
      var what = "samples come after later ones of the same series, and are left out";
      findings.add(new Finding(Code.WAL_OUT_OF_ORDER, SILENT_LOSS, DataDir.WAL, what));
    }
  }

  /** Faults behind the one at which the server stops: it deletes these files, good or bad. */
  private void others(Salvage salvage) {
    for (var fault : salvage.faults()) {
      if (findings.stream().noneMatch(each -> each.path().equals(fault.path()))) {
        findings.add(finding(code(fault.path()), FINE, fault));
      }
    }
  }

  private static Loss loss(AsServer replay, Salvage salvage, long lost) {
    var span =
        salvage
            .head()
            .accepted()
            .lackedBy(replay.head().accepted())
            .or(() -> salvage.late().timeline().lackedBy(replay.late().timeline()))
            .or(() -> salvage.head().accepted().span());
    return lost == 0 ? Loss.NONE : span.map(each -> (Loss) each.samples(lost)).orElse(Loss.NONE);
  }

  private static Finding finding(Code code, Severity severity, Fault fault) {
    return new Finding(code, severity, fault.path(), fault.sentence());
  }

  private static Code code(Path file) {
    if (file.startsWith(DataDir.HEAD_CHUNKS)) {
      return Code.HEAD_CHUNKS_CORRUPT;
    }
    if (file.startsWith(DataDir.WBL)) {
      return Code.WBL_CORRUPT;
    }
    return file.getNameCount() > 2 ? Code.CHECKPOINT_CORRUPT : Code.WAL_CORRUPT;
  }
}
