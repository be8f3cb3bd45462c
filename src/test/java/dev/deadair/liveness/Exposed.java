package dev.deadair.liveness;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a ready Prometheus with ten targets exposes, but for what is said of it here. */
public final class Exposed {
  private final Instant processStart;
  private Flavour flavour = Flavour.PROMETHEUS;
  private Optional<Instant> date = Optional.empty();
  private boolean isReady = true;
  private double appended;
  private Optional<Instant> headMaxTime = Optional.empty();
  private Map<Duration, Double> intervals = Map.of();
  private double targets = 10;
  private Map<String, Double> jobs = Map.of();
  private Map<String, Remote> remotes = Map.of();
  private Signals signals = Signals.NONE;

  private Exposed(Instant processStart) {
    this.processStart = processStart;
  }

  /** By a process that began then, and has appended nothing. */
  public static Exposed since(Instant processStart) {
    return new Exposed(processStart);
  }

  public Exposed flavour(Flavour other) {
    flavour = other;
    return this;
  }

  /** The server's clock says so, and its newest sample is as old. */
  public Exposed at(Instant clock) {
    date = Optional.of(clock);
    return headMaxTime(clock);
  }

  /** How old its newest sample is. */
  public Exposed headMaxTime(Instant newest) {
    headMaxTime = Optional.of(newest);
    return this;
  }

  public Exposed isReady(boolean whether) {
    isReady = whether;
    return this;
  }

  /** So many samples in all, five hundred a scrape, every {@code interval}. */
  public Exposed appended(double samples, Duration interval) {
    return appended(samples).scrapes(Map.of(interval, samples / 500));
  }

  public Exposed appended(double samples) {
    appended = samples;
    return this;
  }

  /** How often it has scraped, by interval. */
  public Exposed scrapes(Map<Duration, Double> each) {
    intervals = each;
    return this;
  }

  public Exposed targets(double count) {
    targets = count;
    return this;
  }

  public Exposed jobs(Map<String, Double> each) {
    jobs = each;
    return this;
  }

  public Exposed remotes(Map<String, Remote> each) {
    remotes = each;
    return this;
  }

  public Exposed signals(Map<Signal, Double> told) {
    signals = new Signals(told);
    return this;
  }

  public Scrape scrape() {
    return new Scrape(
        flavour,
        date,
        processStart,
        Optional.of(isReady),
        Optional.of("3.5.0"),
        appended,
        headMaxTime,
        intervals,
        Scrape.REPORTS,
        targets,
        jobs,
        Map.of(),
        remotes,
        signals);
  }

  /**
   * As a look sees it at which the server says of itself that it is healthy, and is ready or not.
   */
  public Observation.Answered seen(InstanceId id, Moment at) {
    return new Observation.Answered(
        id, at, Optional.of(true), Optional.of(isReady), Optional.empty(), scrape());
  }
}
