package dev.deadair.turn.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The latest of what happened, for whoever must understand why a promise was broken. */
final class Chronicle {

  private static final int MOST = 400;

  private record Line(long time, String format, List<Object> what) {
    @Override
    public String toString() {
      return time + " s  " + String.format(Locale.ROOT, format, what.toArray());
    }
  }

  private final Deque<Line> lines = new ArrayDeque<>();
  private long now;

  void at(long time) {
    now = time;
  }

  /** Put into words only where somebody reads it. */
  void note(String format, Object... what) {
    lines.addLast(new Line(now, format, List.of(what)));
    if (lines.size() > MOST) {
      lines.removeFirst();
    }
  }

  List<String> lines() {
    return lines.stream().map(Line::toString).toList();
  }
}
