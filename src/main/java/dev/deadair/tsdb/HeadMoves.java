package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FATAL_ON_START;
import static java.util.stream.Collectors.joining;

import dev.deadair.tsdb.HeadReplay.Salvage;
import dev.deadair.tsdb.Plan.Placeholders;
import dev.deadair.tsdb.Plan.Step;
import dev.deadair.tsdb.format.BlockMeta;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the moves within the logs and chunks_head after which a server gets over them. */
final class HeadMoves {
  private final DataDir dir;
  private final long blocksEnd;
  private final Reading reading;
  private final List<Finding> fatal;
  private final Trial now;

  /**
   * Tries how it goes without any move.
   *
   * @param dir as it will be when other steps are done
   * @param blocksEnd where the blocks end that will be there
   */
  HeadMoves(DataDir dir, long blocksEnd, Reading reading) throws IOException {
    this.dir = dir;
    this.blocksEnd = blocksEnd;
    this.reading = reading;
    this.now = Trial.without(List.of(), dir, blocksEnd, reading);
    this.fatal =
        HeadStart.of(dir, reading).findings().stream()
            .filter(each -> each.severity() == FATAL_ON_START)
            .toList();
    reading.countNoMore();
  }

  /** The best there is; without moves if the server starts as things are. */
  Trial best() throws IOException {
    if (now.starts()) {
      return now;
    }
    var logs = new LogMoves(dir);
    var none = List.of(List.<Path>of());
    var trials = new ArrayList<Trial>();
    for (var log : isLogFine() ? none : logs.candidates()) {
      for (var late : isFine(DataDir.WBL) ? none : logs.lateCandidates()) {
        for (var chunks : isFine(DataDir.HEAD_CHUNKS) ? none : chunkCandidates()) {
          trials.add(consistent(Stream.of(log, late, chunks).flatMap(List::stream).toList()));
        }
      }
    }
    return trials.stream().max(Trial.BEST_LAST).orElse(now);
  }

  private boolean isLogFine() {
    return isFine(DataDir.WAL) && now.replay().checkpointFault().isEmpty();
  }

  private boolean isFine(Path part) {
    return fatal.stream().noneMatch(each -> each.path().startsWith(part));
  }

  private List<List<Path>> chunkCandidates() throws IOException {
    var files = HeadFiles.of(dir, reading);
    return LogMoves.rows(files.usable()).stream()
        .map(row -> LogMoves.others(files.all(), row))
        .toList();
  }

  /**
   * Numbers of series that the log names no more are given to new ones, and at the next start their
   * old chunks with them. Then all of chunks_head must go.
   */
  private Trial consistent(List<Path> moves) throws IOException {
    var trial = Trial.without(moves, dir, blocksEnd, reading);
    if (!trial.starts() || !trial.replay().head().balance().isNumberFree()) {
      return trial;
    }
    var more = new LinkedHashSet<>(moves);
    dir.headChunks().forEach(each -> more.add(each.path()));
    return Trial.without(more, dir, blocksEnd, reading);
  }

  /** What of a block that will be gone the log has still. */
  long regained(BlockMeta block, Trial best) throws IOException {
    if (block.isOutOfOrder() || block.to() <= blocksEnd || !best.starts()) {
      return 0;
    }
    var with = Trial.without(best.moves(), dir, block.to(), reading);
    return best.replay().samples() - with.replay().samples();
  }

  Step step(Trial best) throws IOException {
    var salvage = HeadStart.of(dir, reading).replay().salvage(blocksEnd);
    return new Step(
        whole(best.moves()), because(), costs(salvage, best), placeholders(salvage, best));
  }

  private String because() {
    var damage = now.replay().checkpointFault().map(each -> each.path() + ": " + each.sentence());
    return Stream.concat(fatal.stream().map(Finding::summary), damage.stream())
        .collect(joining("; "));
  }

  private static Loss costs(Salvage salvage, Trial trial) {
    var lost = salvage.samples() - trial.replay().samples();
    var span =
        salvage
            .head()
            .accepted()
            .lackedBy(trial.replay().head().accepted())
            .or(salvage.head().accepted()::span);
    return lost <= 0 ? Loss.NONE : span.map(each -> (Loss) each.samples(lost)).orElse(Loss.NONE);
  }

  /** Empty segments for the missing ones, if all that is wrong is that they are missing. */
  private Optional<Placeholders> placeholders(Salvage salvage, Trial best) {
    var missing = new LogMoves(dir).missing();
    var isAll = isFine(DataDir.WBL) && isFine(DataDir.HEAD_CHUNKS);
    var isBetter = now.replay().samples() > best.replay().samples();
    var isSafe = !now.replay().head().balance().isNumberFree();
    return !missing.isEmpty()
            && isAll
            && isBetter
            && isSafe
            && now.replay().checkpointFault().isEmpty()
        ? Optional.of(new Placeholders(missing, costs(salvage, now)))
        : Optional.empty();
  }

  /** A directory instead of all that is in it. */
  private List<Path> whole(List<Path> moves) {
    var whole = new LinkedHashSet<>(moves);
    for (var each : List.of(DataDir.WAL, DataDir.WBL, DataDir.HEAD_CHUNKS)) {
      var content = new HashSet<>(dir.in(each).stream().map(Entry::path).toList());
      if (!content.isEmpty() && whole.containsAll(content)) {
        whole.removeIf(path -> path.startsWith(each));
        whole.add(each);
      }
    }
    return List.copyOf(whole);
  }
}
