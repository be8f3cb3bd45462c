package dev.deadair.replay;

import dev.deadair.liveness.Scrape;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The head of a simulated server: what one process life has appended, from scrapes and from rules,
 * and how new that is. All times are by the server's clock.
 */
final class SimulatedHead {

  private double appended;
  private double scrapes;
  private double ruleIterations;

  /** Newest of what was appended and of what came from the future: replay brings both back. */
  private Optional<Instant> newest = Optional.empty();

  private Optional<Instant> future = Optional.empty();

  /** A process begins: its counters are those of nobody before. */
  void begin() {
    appended = 0;
    scrapes = 0;
    ruleIterations = 0;
  }

  /** Scrapes every target of {@code work}; whether that was in bounds. */
  boolean scrape(Workload work, int samples, Instant time) {
    // What is not newer than the newest is rejected, reports too: measured after a step back.
    if (newest.filter(each -> !time.isAfter(each)).isPresent()) {
      return false;
    }
    // A loop's first scrape leaves no interval.
    scrapes += appended == 0 ? 0 : work.targets();
    appended += (double) work.targets() * (samples + Scrape.REPORTS);
    newest = Optional.of(time);
    return true;
  }

  /** Evaluates the rules of {@code work}. */
  void evaluate(Workload work, Instant time) {
    if (work.ruleSamples() > 0) {
      appended += work.ruleSamples();
      ruleIterations++;
      newest = Optional.of(time);
    }
  }

  /** One sample of the future is as far as it reaches from now on. */
  void takeFutureSample(Instant time) {
    future = Optional.of(time);
  }

  double appended() {
    return appended;
  }

  double scrapes() {
    return scrapes;
  }

  Map<String, Scrape.RuleGroup> ruleGroups(Workload work) {
    return work.ruleSamples() > 0
        ? Map.of("rules", new Scrape.RuleGroup(ruleIterations, work.ruleSamples(), 1))
        : Map.of();
  }

  /** When it last appended, futures aside. */
  Optional<Instant> newest() {
    return newest;
  }

  Optional<Instant> maxTime() {
    return Stream.concat(newest.stream(), future.stream()).max(Instant::compareTo);
  }
}
