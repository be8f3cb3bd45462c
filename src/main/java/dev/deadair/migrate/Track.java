package dev.deadair.migrate;

import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What looks at one server have shown: its present process life, and how much it appended. */
final class Track {

  /** {@code process_start_time_seconds} rounds: so far apart it may be in one life. */
  private static final Duration START_ROUNDING = Duration.ofSeconds(2);

  private final Deque<Point> points = new ArrayDeque<>();
  private final Duration kept;

  private @Nullable Observation latest;
  private @Nullable Instant started;
  private int starts;

  private record Point(Moment at, double appended) {}

  /**
   * @param kept how long points are remembered
   */
  Track(Duration kept) {
    this.kept = kept;
  }

  void saw(Observation look) {
    latest = look;
    if (!(look instanceof Answered answered)) {
      points.clear();
      return;
    }
    var start = answered.scrape().processStart();
    if (started == null || Duration.between(started, start).abs().compareTo(START_ROUNDING) > 0) {
      started = start;
      starts++;
      points.clear();
    }
    if (!answered.isReady()) {
      points.clear();
      return;
    }
    points.add(new Point(look.at(), answered.scrape().appended()));
    // One that is older than the span stays: it is where the span is measured from.
    for (Iterator<Point> all = points.iterator(); all.hasNext() && isBeyond(look.at()); ) {
      all.next();
      all.remove();
    }
  }

  private boolean isBeyond(Moment now) {
    var second = points.stream().skip(1).findFirst();
    return second.isPresent() && now.since(second.get().at()).compareTo(kept) >= 0;
  }

  /** How many process lives were seen. */
  int starts() {
    return starts;
  }

  Optional<Instant> started() {
    return Optional.ofNullable(started);
  }

  boolean isReady() {
    return latest instanceof Answered answered && answered.isReady();
  }

  Optional<Scrape> scrape() {
    return latest instanceof Answered answered ? Optional.of(answered.scrape()) : Optional.empty();
  }

  /** For how long it has been read without a gap, ready and in one life. */
  Duration unbroken() {
    return points.size() < 2 ? Duration.ZERO : points.getLast().at().since(points.getFirst().at());
  }

  /** Samples per second over the last of {@code span}, at least two points. */
  Optional<Double> rate(Duration span) {
    if (points.size() < 2) {
      return Optional.empty();
    }
    var last = points.getLast();
    var first = points.getFirst();
    for (var each : points) {
      if (last.at().since(each.at()).compareTo(span) >= 0) {
        first = each;
      }
    }
    var seconds = last.at().since(first.at()).toMillis() / 1000.0;
    return seconds > 0
        ? Optional.of((last.appended() - first.appended()) / seconds)
        : Optional.empty();
  }

  /** What the latest look showed, where it was no good one. */
  String shows() {
    var seen = latest;
    if (seen == null) {
      return "not looked at yet";
    }
    return switch (seen) {
      case Answered answered -> answered.isReady() ? "ready" : "answers, and is not ready";
      case Observation.Refused refused -> refused.failure().words();
      case Observation.Opaque opaque -> opaque.why();
      case Observation.NotLooked notLooked -> "not looked at: " + notLooked.cause().code();
    };
  }
}
