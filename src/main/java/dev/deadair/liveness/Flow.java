package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How fast useful samples came in one process life lately.
 *
 * <p>Taken over at least a minute and four of the server's own scrapes: over less, one scrape more
 * or less in the reading would look like a change.
 *
 * @param points oldest first, one for each reading
 */
public record Flow(List<Point> points) {

  static final Flow NONE = new Flow(List.of());

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final int SCRAPES = 4;

  public Flow {
    points = List.copyOf(points);
  }

  /**
   * Where the count of useful samples stood.
   *
   * @param useful since the first reading; it may go back by a scrape, as counters move apart
   */
  public record Point(Moment at, double useful) {}

  /** After one reading more, which brought {@code useful} samples. */
  Flow with(Reading reading, double useful) {
    var span = span(reading);
    if (points.isEmpty() || isBroken(reading.at(), span)) {
      return new Flow(List.of(new Point(reading.at(), 0)));
    }
    var horizon = reading.at().minus(span);
    var kept = new ArrayList<Point>(points);
    kept.add(new Point(reading.at(), points.getLast().useful() + useful));
    while (kept.size() > 2 && !kept.get(1).at().isAfter(horizon)) {
      kept.removeFirst();
    }
    return new Flow(kept);
  }

  /** Whether nothing was read for so long that what came meanwhile says nothing of now. */
  private boolean isBroken(Moment now, Duration span) {
    return now.since(points.getLast().at()).compareTo(span.multipliedBy(2)) > 0;
  }

  /** Useful samples per second; empty until they were counted for long enough. */
  OptionalDouble rate(Reading latest) {
    if (points.size() < 2) {
      return OptionalDouble.empty();
    }
    var time = points.getLast().at().since(points.getFirst().at());
    if (time.compareTo(span(latest)) < 0) {
      return OptionalDouble.empty();
    }
    var useful = points.getLast().useful() - points.getFirst().useful();
    return OptionalDouble.of(Math.max(0, useful * 1e9 / time.toNanos()));
  }

  private static Duration span(Reading reading) {
    var scrapes = reading.scrape().longestInterval().multipliedBy(SCRAPES);
    return scrapes.compareTo(SHORTEST) > 0 ? scrapes : SHORTEST;
  }
}
