package dev.deadair.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the demo is told: lines that stay and, on a terminal, one line below them that is always
 * the latest. Elsewhere that line is printed when it has news. Thread-safe.
 */
public final class Screen {
  /** To the line's start; and a line longer than the terminal is cut, not wrapped. */
  private static final String REWRITE = "\r\u001b[?7l";

  /** Clears what an earlier, longer line left behind it, and lets lines wrap again. */
  private static final String END_OF_LINE = "\u001b[K\u001b[?7h";

  private static final Duration NO_NEWS = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private Optional<Progress> shown = Optional.empty();

  /**
   * A screen on {@code out}.
   *
   * @param terminal whether the output understands ANSI's control sequences
   */
  public Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints lines that stay. */
  synchronized void say(String lines) {
    if (terminal && shown.isPresent()) {
      out.print(REWRITE + END_OF_LINE);
    }
    out.println(lines);
    shown.filter(_ -> terminal).ifPresent(this::rewrite);
    out.flush();
  }

  /** Shows how far it is. */
  synchronized void show(Progress progress) {
    if (terminal) {
      rewrite(progress);
      shown = Optional.of(progress);
    } else if (shown.filter(before -> !isNews(before, progress)).isEmpty()) {
      out.println(progress.line());
      shown = Optional.of(progress);
    }
    out.flush();
  }

  /** Leaves the latest line where it is: what is printed from now on is below it. */
  public synchronized void end() {
    if (terminal && shown.isPresent()) {
      out.println();
      out.flush();
    }
    shown = Optional.empty();
  }

  private void rewrite(Progress progress) {
    out.print(REWRITE + progress.line() + END_OF_LINE);
  }

  private static boolean isNews(Progress before, Progress now) {
    return !now.states().equals(before.states())
        || now.elapsed().minus(before.elapsed()).compareTo(NO_NEWS) >= 0;
  }
}
