package dev.deadair.tsdb;

import static dev.deadair.tsdb.Severity.FATAL_ON_START;

import dev.deadair.tsdb.Plan.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Finds the moves after which a server starts: of all that would do, those that cost the fewest
 * samples, and of these the fewest. It goes through the start once for each choice there is.
 */
public final class Planner {
  private static final Set<Code> IN_THE_WAY =
      Set.of(Code.NAME_TAKEN, Code.CHECKPOINT_NOT_A_DIRECTORY);

  private final DataDir dir;
  private final Reading reading;
  private final List<Step> steps = new ArrayList<>();

  private Planner(DataDir dir, Reading reading) {
    this.dir = dir;
    this.reading = reading;
  }

  /**
   * Plans for a directory; nothing is moved.
   *
   * @param progress is told of bytes as they are read for the first time
   * @throws IOException if it cannot be read, or is no data directory
   */
  public static Plan plan(Path directory, LongConsumer progress) throws IOException {
    return new Planner(Verification.existing(directory), new Reading(progress)).plan();
  }

  private Plan plan() throws IOException {
    var startup = Startup.of(dir, Depth.START, reading);
    for (var each : startup.findings()) {
      if (IN_THE_WAY.contains(each.code())) {
        add(List.of(each.path()), each.summary(), Loss.NONE);
      }
    }
    var refused = startup.blocks().refused();
    var moves = refused.stream().map(Planner::culprit).toList();
    var head = new HeadMoves(without(moves), startup.blocks().end(), reading);
    var best = head.best();
    for (var each : refused) {
      add(List.of(culprit(each)), because(each), costs(each, head, best));
    }
    if (!best.moves().isEmpty()) {
      steps.add(head.step(best));
    }
    return new Plan(steps, unsolved());
  }

  private void add(List<Path> moves, String because, Loss costs) {
    steps.add(new Step(moves, because, costs, Optional.empty()));
  }

  /** Without what is moved so far, and without more. */
  private DataDir without(List<Path> more) {
    var moved = new HashSet<>(more);
    steps.forEach(each -> moved.addAll(each.moves()));
    return dir.without(moved);
  }

  /** A block can do without its tombstones, and without nothing else. */
  private static Path culprit(Block block) {
    return isTombstones(block) ? block.path().resolve("tombstones") : block.path();
  }

  private static boolean isTombstones(Block block) {
    return block.culprit() != null && block.culprit().endsWith("tombstones");
  }

  private static String because(Block block) {
    var because = "the block cannot be opened: " + block.refusal();
    return isTombstones(block) ? because + "; what was deleted from it comes back" : because;
  }

  private static Loss costs(Block block, HeadMoves head, Trial best) throws IOException {
    var meta = block.meta();
    if (isTombstones(block) || meta.isEmpty()) {
      return Loss.NONE;
    }
    var lost = meta.get().samples() - head.regained(meta.get(), best);
    var span = new Timeline.Span(meta.get().from(), meta.get().to());
    return lost > 0 ? span.samples(lost) : Loss.NONE;
  }

  private List<Finding> unsolved() throws IOException {
    var after = Startup.of(without(List.of()), Depth.START, reading);
    return after.findings().stream().filter(each -> each.severity() == FATAL_ON_START).toList();
  }
}
