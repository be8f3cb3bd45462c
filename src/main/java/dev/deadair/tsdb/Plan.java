package dev.deadair.tsdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to move out of a data directory so that a server starts on it, and what that costs. Nothing
 * is moved by it, and nothing is deleted by what it says.
 *
 * @param unsolved why it does not start even so; no move cures these
 */
public record Plan(List<Step> steps, List<Finding> unsolved) {
  public Plan {
    steps = List.copyOf(steps);
    unsolved = List.copyOf(unsolved);
  }

  /**
   * Moves that belong together: none of them helps without the others.
   *
   * @param moves files and directories, below the data directory
   * @param costs what the server has less afterwards than could be had
   * @param instead what would do in place of the moves and cost less, if anything
   */
  public record Step(List<Path> moves, String because, Loss costs, Optional<Placeholders> instead) {
    public Step {
      moves = List.copyOf(moves);
    }
  }

  /**
   * Empty files in the place of missing ones: the server takes them for segments of a life that
   * ended at once, and reads on behind them.
   */
  public record Placeholders(List<Path> files, Loss costs) {
    public Placeholders {
      files = List.copyOf(files);
    }
  }

  /** How many samples all steps together cost. */
  public long samplesLost() {
    return steps.stream().map(Step::costs).mapToLong(Loss::count).sum();
  }

  /** Whether the server starts as things are. */
  public boolean isEmpty() {
    return steps.isEmpty() && unsolved.isEmpty();
  }
}
