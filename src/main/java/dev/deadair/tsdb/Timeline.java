package dev.deadair.tsdb;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many samples there are in each minute. */
final class Timeline {
  private static final long MINUTE = 60_000;

  /** More than two months; times beyond are damage, and are not worth the memory. */
  private static final int MOST_MINUTES = 100_000;

  private final Map<Long, Count> minutes = new HashMap<>();
  private long lastMinute = Long.MIN_VALUE;
  private Count last = new Count();

  private static final class Count {
    long samples;
  }

  /** A stretch of time, both ends in milliseconds. */
  record Span(long from, long to) {
    Span and(Span other) {
      return new Span(Math.min(from, other.from), Math.max(to, other.to));
    }

    Loss.Samples samples(long count) {
      return new Loss.Samples(count, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    }
  }

  void add(long time, long samples) {
    var minute = Math.floorDiv(time, MINUTE);
    if (minute != lastMinute) {
      if (minutes.size() >= MOST_MINUTES && !minutes.containsKey(minute)) {
        return;
      }
      lastMinute = minute;
      last = minutes.computeIfAbsent(minute, _ -> new Count());
    }
    last.samples += samples;
  }

  /** Spreads samples evenly over a stretch of time. */
  void add(long from, long to, long samples) {
    var first = Math.floorDiv(from, MINUTE);
    var count = Math.floorDiv(to, MINUTE) - first + 1;
    if (count <= 1 || count > MOST_MINUTES) {
      add(from, samples);
      return;
    }
    for (long i = 0; i < count; i++) {
      add((first + i) * MINUTE, samples * (i + 1) / count - samples * i / count);
    }
  }

  /** The minutes that lack more than a hundredth of what this has. */
  Optional<Span> lackedBy(Timeline other) {
    return minutes.entrySet().stream()
        .filter(each -> isLacking(each.getValue().samples, other.samples(each.getKey())))
        .map(each -> new Span(each.getKey() * MINUTE, (each.getKey() + 1) * MINUTE))
        .reduce(Span::and);
  }

  /** All minutes that have samples. */
  Optional<Span> span() {
    return minutes.keySet().stream()
        .map(minute -> new Span(minute * MINUTE, (minute + 1) * MINUTE))
        .reduce(Span::and);
  }

  private static boolean isLacking(long here, long there) {
    return here - there > here / 100;
  }

  private long samples(long minute) {
    var count = minutes.get(minute);
    return count == null ? 0 : count.samples;
  }
}
