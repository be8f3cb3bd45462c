package dev.deadair.probe;

import static dev.deadair.liveness.Failure.Kind.UNREADABLE;
import static dev.deadair.liveness.Flavour.VICTORIA_METRICS;

import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.Redacted;
import dev.deadair.liveness.Remote;
import dev.deadair.liveness.Replay;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Scrape.RuleGroup;
import dev.deadair.liveness.Signal;
import dev.deadair.liveness.Signals;
import dev.deadair.probe.Outcome.Failed;
import dev.deadair.probe.Outcome.Scraped;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a server reports of itself, as judgement needs it: {@link SelfMetrics} made a value. */
final class SelfReport {

  /** Whichever is exposed says what was appended: a server's, an agent's, VictoriaMetrics'. */
  private static final List<String> APPENDED =
      List.of(
          "prometheus_tsdb_head_samples_appended_total",
          "prometheus_agent_samples_appended_total",
          "vm_rows_inserted_total");

  private static final int MOST_JOBS = 12;

  /** An empty head's newest sample is at Go's MinInt64, its oldest at MaxInt64. */
  private static final double NO_TIME = 9e18;

  private SelfReport() {}

  static Outcome of(Samples samples, Optional<Instant> date) {
    var started = samples.value("process_start_time_seconds");
    if (started.isEmpty()) {
      return new Failed(UNREADABLE, "no process_start_time_seconds, so no Prometheus");
    }
    var appended = appended(samples);
    if (!isCount(started.getAsDouble()) || !isCount(appended)) {
      return new Failed(UNREADABLE, "a counter that does not count");
    }
    var flavour = flavour(samples);
    return new Scraped(
        new Scrape(
            flavour,
            date,
            Instant.ofEpochMilli(Math.round(started.getAsDouble() * 1000)),
            ready(samples),
            samples.by("prometheus_build_info", "version").keySet().stream().findFirst(),
            appended,
            newestSample(samples, flavour),
            flavour == VICTORIA_METRICS ? VictoriaMetrics.intervals(samples) : intervals(samples),
            flavour == VICTORIA_METRICS ? VictoriaMetrics.reports(samples) : Scrape.REPORTS,
            count(targets(samples, flavour)),
            jobs(samples),
            ruleGroups(samples),
            remotes(samples),
            signals(samples)));
  }

  /** The data of {@code /api/v1/status/walreplay}. */
  static Optional<Replay> replay(JsonObject data) {
    return data.getValue("min") instanceof Number first
            && data.getValue("max") instanceof Number last
            && data.getValue("current") instanceof Number current
        ? Optional.of(new Replay(first.longValue(), last.longValue(), current.longValue()))
        : Optional.empty();
  }

  private static Flavour flavour(Samples samples) {
    if (samples.sum("vm_rows_inserted_total").isPresent()) {
      return VICTORIA_METRICS;
    }
    // An agent has no head; its own counter has no child before the first sample.
    return samples.value("prometheus_tsdb_head_max_time").isEmpty()
            && samples.value("prometheus_agent_corruptions_total").isPresent()
        ? Flavour.AGENT
        : Flavour.PROMETHEUS;
  }

  private static Map<String, Double> jobs(Samples samples) {
    var jobs = new LinkedHashMap<String, Double>();
    samples.by("prometheus_target_scrape_pool_targets", "scrape_job").entrySet().stream()
        .filter(each -> count(each.getValue()) > 0)
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_JOBS)
        .forEach(each -> jobs.put(each.getKey(), each.getValue()));
    return jobs;
  }

  /** A queue that never sent shows no time of it up to 2.53, and 0 from 3.x on. */
  private static Map<String, Remote> remotes(Samples samples) {
    var remotes = new HashMap<String, Remote>();
    for (var queue : samples.of("prometheus_remote_storage_samples_pending")) {
      remotes.put(remote(queue), new Remote(Optional.empty(), count(queue.value())));
    }
    for (var queue : samples.of("prometheus_remote_storage_queue_highest_sent_timestamp_seconds")) {
      if (count(queue.value()) > 0) {
        var taken = Optional.of(Instant.ofEpochMilli(Math.round(queue.value() * 1000)));
        remotes.merge(
            remote(queue), new Remote(taken, 0), (known, _) -> new Remote(taken, known.waiting()));
      }
    }
    return remotes;
  }

  /** Its address as the server exposes it may hold a password, and tokens in its query. */
  private static String remote(Samples.Sample queue) {
    var url = Redacted.place(queue.labels().getOrDefault("url", ""));
    return queue.labels().getOrDefault("remote_name", "") + " " + url;
  }

  private static Signals signals(Samples samples) {
    var values = new EnumMap<Signal, Double>(Signal.class);
    var jobs = samples.by("prometheus_target_scrape_pool_targets", "scrape_job").keySet();
    for (var signal : Signal.values()) {
      samples.of(signal.metric()).stream()
          .filter(each -> isOfScrapes(each, jobs))
          .mapToDouble(Samples.Sample::value)
          .filter(Double::isFinite)
          .reduce(
              switch (signal.fold()) {
                case SUM -> Double::sum;
                case MIN -> Math::min;
                case MAX -> Math::max;
              })
          .ifPresent(value -> values.put(signal, value));
    }
    return new Signals(values);
  }

  /** Whether it is of no dialer, or of one that scrapes: others notify, and ask for targets. */
  private static boolean isOfScrapes(Samples.Sample sample, Set<String> jobs) {
    var dialer = sample.labels().get(SelfMetrics.DIALER);
    return dialer == null || jobs.contains(dialer);
  }

  /** Zero where none is exposed: before the first sample the counters have no children. */
  private static double appended(Samples samples) {
    return APPENDED.stream()
        .flatMapToDouble(metric -> samples.sum(metric).stream())
        .findFirst()
        .orElse(0);
  }

  private static Optional<Boolean> ready(Samples samples) {
    var ready = samples.value("prometheus_ready");
    return ready.isEmpty() ? Optional.empty() : Optional.of(ready.getAsDouble() == 1);
  }

  private static double targets(Samples samples, Flavour flavour) {
    return flavour == VICTORIA_METRICS
        ? VictoriaMetrics.targets(samples)
        : samples.sum("prometheus_target_scrape_pool_targets").orElse(0);
  }

  private static Optional<Instant> newestSample(Samples samples, Flavour flavour) {
    return switch (flavour) {
      case PROMETHEUS -> headMaxTime(samples);
      case AGENT -> highestTimestamp(samples);
      case VICTORIA_METRICS -> Optional.empty(); // it does not tell
    };
  }

  /** Of all that was handed to the remotes' queues, sent or not; 0 before the first. */
  private static Optional<Instant> highestTimestamp(Samples samples) {
    var seconds = samples.value("prometheus_remote_storage_highest_timestamp_in_seconds");
    return seconds.isPresent() && count(seconds.getAsDouble()) > 0
        ? Optional.of(Instant.ofEpochMilli(Math.round(seconds.getAsDouble() * 1000)))
        : Optional.empty();
  }

  private static Optional<Instant> headMaxTime(Samples samples) {
    var millis = samples.value("prometheus_tsdb_head_max_time");
    return millis.isPresent() && Math.abs(millis.getAsDouble()) < NO_TIME
        ? Optional.of(Instant.ofEpochMilli((long) millis.getAsDouble()))
        : Optional.empty();
  }

  private static Map<Duration, Double> intervals(Samples samples) {
    var intervals = new HashMap<Duration, Double>();
    samples
        .by("prometheus_target_interval_length_seconds_count", "interval")
        // Scrapes at an interval that cannot be read are scrapes all the same.
        .forEach(
            (interval, scrapes) ->
                intervals.merge(
                    GoDuration.parse(interval).orElse(Duration.ZERO), count(scrapes), Double::sum));
    return intervals;
  }

  private static Map<String, RuleGroup> ruleGroups(Samples samples) {
    var lastSamples = samples.by("prometheus_rule_group_last_evaluation_samples", "rule_group");
    var missed = samples.by("prometheus_rule_group_iterations_missed_total", "rule_group");
    var evaluations = samples.by("prometheus_rule_evaluations_total", "rule_group");
    var rules = samples.by("prometheus_rule_group_rules", "rule_group");
    var groups = new HashMap<String, RuleGroup>();
    samples
        .by("prometheus_rule_group_iterations_total", "rule_group")
        .forEach(
            (group, iterations) -> {
              var last = count(lastSamples.getOrDefault(group, 0.0));
              var asOne = count(iterations - missed.getOrDefault(group, 0.0));
              var size = count(rules.getOrDefault(group, 0.0));
              groups.put(
                  group,
                  evaluations.containsKey(group) && size > 0
                      ? new RuleGroup(count(evaluations.get(group)), last, size)
                      : new RuleGroup(asOne, last, 1));
            });
    return groups;
  }

  private static boolean isCount(double value) {
    return value >= 0 && Double.isFinite(value);
  }

  /** What only corrects another number must not poison it. */
  private static double count(double value) {
    return isCount(value) ? value : 0;
  }
}
