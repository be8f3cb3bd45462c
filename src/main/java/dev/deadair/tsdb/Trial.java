package dev.deadair.tsdb;

import dev.deadair.tsdb.HeadReplay.AsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What a server would make of the head if some files were moved away.
 *
 * @param moves those files
 * @param starts whether it gets over the logs and chunks_head
 * @param replay what it has then
 */
record Trial(List<Path> moves, boolean starts, AsServer replay) {
  /** Those that start before those that do not, then the most samples, then the fewest moves. */
  static final Comparator<Trial> BEST_LAST =
      Comparator.comparing(Trial::starts)
          .thenComparingLong(each -> each.replay().samples())
          .thenComparing(Comparator.comparingInt((Trial each) -> each.moves().size()).reversed());

  Trial {
    moves = List.copyOf(moves);
  }

  /**
   * Goes through the start without these files.
   *
   * @param blocksEnd where the blocks end that will be there
   */
  static Trial without(Collection<Path> moves, DataDir dir, long blocksEnd, Reading reading)
      throws IOException {
    var moved = dir.without(moves);
    var head = HeadStart.of(moved, reading);
    var replay = head.replay().asServer(blocksEnd, blocksEnd);
    return new Trial(List.copyOf(moves), head.starts(replay), replay);
  }
}
