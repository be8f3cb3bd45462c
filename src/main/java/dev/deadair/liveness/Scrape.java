package dev.deadair.liveness;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The counters and gauges of one {@code /metrics} that judgement needs, raw.
 *
 * @param flavour what kind of server it is
 * @param date the answer's {@code Date} header: the server's own clock, whole seconds
 * @param processStart when this process life began, on the server's clock
 * @param ready {@code prometheus_ready}, where it is exposed
 * @param version {@code prometheus_build_info}'s version, where it is exposed
 * @param appended samples appended in this life, all types together; 0 before the first
 * @param headMaxTime the newest sample's time; empty before the first sample
 * @param intervals observations of {@code prometheus_target_interval_length_seconds} in this life,
 *     by scrape interval: each stands for one scrape after a loop's first
 * @param reports samples that the server itself appends for each scrape
 * @param targets targets in all scrape pools now
 * @param jobs targets by job, the largest first and a dozen at most
 * @param ruleGroups what rule evaluation did in this life, by group
 * @param remotes where it sends its samples, by name and address
 * @param signals what it tells of its own health
 */
public record Scrape(
    Flavour flavour,
    Optional<Instant> date,
    Instant processStart,
    Optional<Boolean> ready,
    Optional<String> version,
    double appended,
    Optional<Instant> headMaxTime,
    Map<Duration, Double> intervals,
    int reports,
    double targets,
    Map<String, Double> jobs,
    Map<String, RuleGroup> ruleGroups,
    Map<String, Remote> remotes,
    Signals signals) {

  public Scrape {
    intervals = Map.copyOf(intervals);
    jobs = Collections.unmodifiableMap(new LinkedHashMap<>(jobs));
    ruleGroups = Map.copyOf(ruleGroups);
    remotes = Map.copyOf(remotes);
    if (!(appended >= 0) || !(targets >= 0)) {
      throw new IllegalArgumentException("a counter is below zero or no number");
    }
  }

  /**
   * The samples Prometheus itself appends for each scrape unless told to add more: {@code up},
   * {@code scrape_duration_seconds}, {@code scrape_samples_scraped}, {@code
   * scrape_samples_post_metric_relabeling}, {@code scrape_series_added}. Measured on 2.42 and 3.5:
   * a server whose only target is down appends exactly these.
   */
  public static final int REPORTS = 5;

  /**
   * A rule group's progress.
   *
   * @param evaluations evaluations of a rule of it in this life. Iterations would not do: they
   *     count those that were missed too, and the one that is under way as a whole.
   * @param lastSamples samples that all of its rules wrote when they were evaluated last
   * @param rules how many it has
   */
  public record RuleGroup(double evaluations, double lastSamples, double rules) {

    /** Whether it is being evaluated for the first time. */
    boolean isNew() {
      return evaluations > 0 && evaluations < rules;
    }

    /** Samples that a rule of it writes at an evaluation, one with another. */
    double samplesEach() {
      return lastSamples / Math.max(1, rules);
    }
  }

  /** This scrape of a server that appends so many samples of its own for each of its scrapes. */
  public Scrape withReports(int count) {
    return new Scrape(
        flavour,
        date,
        processStart,
        ready,
        version,
        appended,
        headMaxTime,
        intervals,
        count,
        targets,
        jobs,
        ruleGroups,
        remotes,
        signals);
  }

  /** How many scrapes after each loop's first this life has seen. */
  double scrapes() {
    return intervals.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The longest interval at which this life has scraped, zero while it has not scraped twice. */
  public Duration longestInterval() {
    return intervals.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(Map.Entry::getKey)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
