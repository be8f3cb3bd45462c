package dev.deadair.liveness;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The counters and gauges of one {@code /metrics} that judgement needs, raw.
 *
 * @param date the answer's {@code Date} header: the server's own clock, whole seconds
 * @param processStart when this process life began, on the server's clock
 * @param ready {@code prometheus_ready}, where it is exposed
 * @param version {@code prometheus_build_info}'s version, where it is exposed
 * @param appended samples appended in this life, all types together; 0 before the first
 * @param headMaxTime the newest sample's time; empty before the first sample
 * @param intervals observations of {@code prometheus_target_interval_length_seconds} in this life,
 *     by scrape interval: each stands for one scrape after a loop's first
 * @param targets targets in all scrape pools now
 * @param ruleGroups what rule evaluation did in this life, by group
 */
public record Scrape(
    Optional<Instant> date,
    Instant processStart,
    Optional<Boolean> ready,
    Optional<String> version,
    double appended,
    Optional<Instant> headMaxTime,
    Map<Duration, Double> intervals,
    double targets,
    Map<String, RuleGroup> ruleGroups) {

  public Scrape {
    intervals = Map.copyOf(intervals);
    ruleGroups = Map.copyOf(ruleGroups);
    if (!(appended >= 0) || !(targets >= 0)) {
      throw new IllegalArgumentException("a counter is below zero or no number");
    }
  }

  /**
   * A rule group's progress.
   *
   * @param iterations evaluations in this life
   * @param lastSamples samples its last evaluation wrote
   */
  public record RuleGroup(double iterations, double lastSamples) {}

  /** How many scrapes after each loop's first this life has seen. */
  double scrapes() {
    return intervals.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The longest interval at which it scrapes, zero while it has not scraped twice. */
  Duration longestInterval() {
    return intervals.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(Map.Entry::getKey)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
