package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A scrape and when it was taken: one point of a life's counters. */
public record Reading(Moment at, Scrape scrape) {

  /**
   * How far two readings of {@code process_start_time_seconds} of one life may lie apart: it is
   * computed from the kernel's boot time and rounds.
   */
  private static final Duration START_ROUNDING = Duration.ofSeconds(2);

  /** A {@code Date} has whole seconds. */
  private static final Duration DATE_ROUNDING = Duration.ofSeconds(1);

  /** What neither rounding nor the whole seconds of a {@code Date} explain. */
  private static final Duration SURELY = Duration.ofSeconds(10);

  /** What a look has read. */
  static Reading of(Observation.Answered answered) {
    return new Reading(answered.at(), answered.scrape());
  }

  /** The counters of {@code later}'s life before it appended anything. */
  static Reading atBirth(Moment at, Scrape later) {
    return new Reading(
        at,
        new Scrape(
            later.flavour(),
            later.date(),
            later.processStart(),
            later.ready(),
            later.version(),
            0,
            later.headMaxTime(),
            Map.of(),
            later.reports(),
            0,
            Map.of(),
            Map.of(),
            Map.of(),
            Signals.AT_BIRTH));
  }

  /** Whether {@code next} comes from the same process life: same start, no counter gone back. */
  public boolean sameLife(Scrape next) {
    var apart = Duration.between(scrape.processStart(), next.processStart()).abs();
    return apart.compareTo(START_ROUNDING) <= 0 && next.appended() >= scrape.appended();
  }

  /**
   * Samples from scrapes and pushes between this reading and a {@code later} one of the same life:
   * everything appended but for the server's own reports and what its rules wrote.
   */
  double usefulUntil(Reading later) {
    return Traffic.of(later.scrape).since(Traffic.of(scrape)).broughtNothing()
        ? 0
        : gatheredUntil(later) - ruleSamplesUntil(later);
  }

  /** The same, and what its rules wrote. */
  double gatheredUntil(Reading later) {
    var appended = later.scrape.appended() - scrape.appended();
    return appended
        - later.scrape.reports() * Math.max(0, later.scrape.scrapes() - scrape.scrapes());
  }

  /**
   * What its rules wrote between this reading and a {@code later} one; all that was appended, as
   * long as a group is evaluated for the first time and has not told yet what that writes.
   */
  double ruleSamplesUntil(Reading later) {
    var samples = 0.0;
    for (var entry : later.scrape.ruleGroups().entrySet()) {
      var before = scrape.ruleGroups().get(entry.getKey());
      if (entry.getValue().isNew() || (before != null && before.isNew())) {
        return Math.max(0, gatheredUntil(later));
      }
      var more = entry.getValue().evaluations() - (before == null ? 0 : before.evaluations());
      samples += Math.max(0, more) * entry.getValue().samplesEach();
    }
    return samples;
  }

  /** What its rules write when each is evaluated once. */
  double ruleBurst() {
    return scrape.ruleGroups().values().stream().mapToDouble(Scrape.RuleGroup::lastSamples).sum();
  }

  /**
   * Whether what was appended until {@code later} is where it belongs: for a server as soon as it
   * is appended, for what sends on once any one of its remotes has taken more.
   */
  boolean arrivedUntil(Reading later, Role role) {
    return switch (later.scrape.flavour() == Flavour.AGENT ? Role.FORWARDER : role) {
      case SERVER -> true;
      case FORWARDER ->
          later.scrape.remotes().entrySet().stream()
              .anyMatch(
                  each ->
                      each.getValue()
                          .tookMoreThan(scrape.remotes().getOrDefault(each.getKey(), Remote.NEW)));
    };
  }

  /** Whether anything at all was appended between this reading and {@code later}. */
  boolean appendedUntil(Reading later) {
    return later.scrape.appended() > scrape.appended();
  }

  /** How long it was until {@code later} by the server's clock, or by ours where it tells none. */
  Duration passedUntil(Reading later) {
    return scrape
        .date()
        .flatMap(before -> later.scrape.date().map(date -> Duration.between(before, date)))
        .map(passed -> passed.isNegative() ? Duration.ZERO : passed.plus(DATE_ROUNDING))
        .orElse(later.at.since(at));
  }

  /** When this life began, by our clock. */
  public Instant processStart() {
    return scrape.processStart().plus(skew());
  }

  /** When its configuration was last loaded, by our clock; empty where it does not tell. */
  Optional<Instant> configured() {
    var seconds = scrape.signals().get(Signal.CONFIG_RELOAD_TIME);
    return seconds.isPresent() && seconds.getAsDouble() > 0
        ? Optional.of(Instant.ofEpochSecond((long) seconds.getAsDouble()).plus(skew()))
        : Optional.empty();
  }

  /**
   * Whether this is of a process that ran already when {@code before} was read of another one: two
   * servers answer at one address, and neither has restarted.
   */
  public boolean ranDuring(Reading before) {
    // All by our clock as it goes now: it may have been stepped between the two.
    var read = at.wallOf(before.at());
    var started = read.minus(Duration.between(before.processStart(), before.at().wall()));
    var apart = Duration.between(started, processStart()).abs();
    return apart.compareTo(SURELY) > 0 && processStart().plus(SURELY).isBefore(read);
  }

  /**
   * When the newest sample was taken, by our clock: the server's own time is shifted by what its
   * {@code Date} differs from ours. The moment of the reading where it says nothing, and never
   * later than that.
   */
  Instant newestSample() {
    var newest = scrape.headMaxTime().map(time -> time.plus(skew())).orElse(at.wall());
    return newest.isAfter(at.wall()) ? at.wall() : newest;
  }

  /** How far our clock is ahead of the server's; zero within what its {@code Date} can tell. */
  private Duration skew() {
    var skew = scrape.date().map(date -> Duration.between(date, at.wall())).orElse(Duration.ZERO);
    return skew.abs().compareTo(START_ROUNDING) > 0 ? skew : Duration.ZERO;
  }
}
