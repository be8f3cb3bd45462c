package dev.deadair.turn;

import dev.deadair.liveness.Failure;
import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Scrape;
import dev.deadair.liveness.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A Prometheus server as seen from outside: it scrapes, dies, hangs, replays and starves. */
final class SimulatedServer {

  enum Condition {
    RUNNING,
    /** No process. */
    KILLED,
    /** Accepts, never answers. */
    FROZEN,
    /** Every target is down: only its own reports are appended. */
    STARVED,
    /** Answers, not ready. */
    REPLAYING,
    /** Answers, no longer ready, and still appends what is in flight. */
    STOPPING,
    /** The path to it is cut. */
    CUT_OFF
  }

  private static final int REPORT_SAMPLES = 5;

  final InstanceId id;
  final Duration scrapeInterval;
  final int targets;
  final int samplesPerTarget;
  Condition condition = Condition.RUNNING;
  private Instant started;
  private Instant nextScrape;
  private double appended;
  private double scrapes;
  private Optional<Instant> headMaxTime = Optional.empty();

  /** When it last appended something that is not its own report; what judgement must find out. */
  private Optional<Instant> lastUseful = Optional.empty();

  SimulatedServer(
      InstanceId id, Duration scrapeInterval, int targets, int samplesPerTarget, Instant started) {
    this.id = id;
    this.scrapeInterval = scrapeInterval;
    this.targets = targets;
    this.samplesPerTarget = samplesPerTarget;
    this.started = started;
    this.nextScrape = started;
  }

  /** The same as of the latest look that it answered: what came after, nobody can know. */
  private Optional<Instant> lastShown = Optional.empty();

  private boolean met;
  private Optional<Instant> untold = Optional.empty();
  private Instant lastLook = Instant.MAX;

  Optional<Instant> lastShown() {
    return lastShown;
  }

  Optional<Instant> lastUseful() {
    return lastUseful;
  }

  /** The watcher was killed; what it read in its last interval is lost. */
  void forgotten() {
    met = false;
  }

  void become(Condition next, Instant now) {
    var comesBack = condition == Condition.KILLED && next != Condition.KILLED;
    var restarts = next == Condition.REPLAYING && condition != Condition.REPLAYING;
    if (comesBack || restarts) {
      started = now;
      nextScrape = now;
      // What a life wrote and never showed goes with it.
      lastUseful = lastShown;
      appended = 0;
      scrapes = 0;
    }
    condition = next;
  }

  void advanceTo(Instant now) {
    while (!nextScrape.isAfter(now)) {
      scrape(nextScrape);
      nextScrape = nextScrape.plus(scrapeInterval);
    }
  }

  private void scrape(Instant at) {
    switch (condition) {
      case RUNNING, CUT_OFF -> {
        append(at, targets * (samplesPerTarget + REPORT_SAMPLES));
        lastUseful = Optional.of(at);
      }
      case STOPPING -> append(at, targets * (samplesPerTarget + REPORT_SAMPLES));
      case STARVED -> append(at, targets * REPORT_SAMPLES);
      case KILLED, FROZEN, REPLAYING -> {}
    }
  }

  private void append(Instant at, double samples) {
    // A loop's first scrape leaves no interval.
    scrapes += appended == 0 ? 0 : targets;
    appended += samples;
    headMaxTime = Optional.of(at);
  }

  /** What a look that ends at {@code at} brings. */
  Observation look(Moment at) {
    var observation = shown(at);
    lastLook = at.wall();
    return observation;
  }

  private Observation shown(Moment at) {
    return switch (condition) {
      case RUNNING, STARVED -> answered(at, true);
      case REPLAYING, STOPPING -> answered(at, false);
      case KILLED -> refused(at, Failure.Kind.REFUSED);
      case FROZEN -> refused(at, Failure.Kind.READ_TIMEOUT);
      case CUT_OFF -> refused(at, Failure.Kind.CONNECT_TIMEOUT);
    };
  }

  private Observation refused(Moment at, Failure.Kind kind) {
    return new Observation.Refused(id, at, new Failure(kind, "/metrics", ""));
  }

  private Observation answered(Moment at, boolean ready) {
    // What a life appended before anybody had read any, and looked meanwhile, tells no time.
    if (!met && !started.isAfter(lastLook)) {
      untold = lastUseful;
    }
    if (!lastUseful.equals(untold)) {
      lastShown = lastUseful;
    }
    met = true;
    var scrape =
        new Scrape(
            Flavour.PROMETHEUS,
            Optional.of(at.wall()),
            started,
            Optional.of(ready),
            Optional.of("3.5.0"),
            appended,
            headMaxTime,
            Map.of(scrapeInterval, scrapes),
            Scrape.REPORTS,
            targets,
            Map.of(),
            Map.of(),
            Map.of(),
            Signals.NONE);
    return new Observation.Answered(
        id, at, Optional.of(true), Optional.of(ready), Optional.empty(), scrape);
  }
}
