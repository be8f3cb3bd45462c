package dev.deadair.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One process life of a simulated server: what it has done by any given moment.
 *
 * <p>It counts as a real one does: each target is scraped at a moment of its own within the
 * interval, a loop's first scrape has no interval behind it, and every scrape appends reports of
 * its own beside what the target exposed.
 *
 * @param ready when the write-ahead log is replayed; empty for a life that ends before
 * @param replayed the newest sample that the write-ahead log brings back; empty if there is none
 */
record ServerLife(
    Instant started, Optional<Instant> ready, Optional<Instant> replayed, Workload workload) {

  /** {@code up}, {@code scrape_duration_seconds} and three more, as on 2.42 to 3.5. */
  static final int REPORT_SAMPLES = 5;

  /** A real server takes 2.5 to 6 s to find its targets; a demo has not got them. */
  static final Duration DISCOVERY = Duration.ofMillis(500);

  boolean isReady(Instant now) {
    return ready.filter(at -> !now.isBefore(at)).isPresent();
  }

  /** How long it has lived. */
  Duration age(Instant now) {
    return Duration.between(started, now);
  }

  /** Samples appended: scraped, reported and computed by rules. */
  long appended(Instant now) {
    var perScrape = workload.samplesPerTarget() + REPORT_SAMPLES;
    return scrapes(now).sum() * perScrape + ruleEvaluations(now) * workload.ruleSamples();
  }

  /** Scrapes that have another one of the same target before them. */
  long intervals(Instant now) {
    return scrapes(now).map(each -> Math.max(0, each - 1)).sum();
  }

  /** Series in the head: those of every target that was scraped at least once, and the rules'. */
  long series(Instant now) {
    var perTarget = workload.samplesPerTarget() + REPORT_SAMPLES;
    var ofRules = ruleEvaluations(now) > 0 ? workload.ruleSamples() : 0;
    return scrapes(now).filter(each -> each > 0).count() * perTarget + ofRules;
  }

  long ruleEvaluations(Instant now) {
    return begins(0).map(first -> occurrences(first, now)).orElse(0L);
  }

  /** The newest sample in the head; until the first scrape, what the replay brought back. */
  Optional<Instant> newestSample(Instant now) {
    return IntStream.range(0, workload.targets())
        .mapToObj(target -> newestScrape(target, now))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .or(() -> isReady(now) ? replayed : Optional.empty());
  }

  private Optional<Instant> newestScrape(int target, Instant now) {
    return begins(target)
        .filter(first -> !first.isAfter(now))
        .map(first -> first.plus(workload.interval().multipliedBy(occurrences(first, now) - 1)));
  }

  private LongStream scrapes(Instant now) {
    return IntStream.range(0, workload.targets())
        .mapToLong(target -> begins(target).map(first -> occurrences(first, now)).orElse(0L));
  }

  /** When a target is scraped first: they are spread evenly over the interval. */
  private Optional<Instant> begins(int target) {
    var offset = workload.interval().multipliedBy(target).dividedBy(workload.targets());
    return ready.map(at -> at.plus(DISCOVERY).plus(offset));
  }

  /** How often something has happened by {@code now} that happens once an interval. */
  private long occurrences(Instant first, Instant now) {
    return now.isBefore(first)
        ? 0
        : Duration.between(first, now).dividedBy(workload.interval()) + 1;
  }
}
