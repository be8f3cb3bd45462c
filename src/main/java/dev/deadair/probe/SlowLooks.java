package dev.deadair.probe;

import static dev.deadair.liveness.Flavour.AGENT;
import static dev.deadair.liveness.Signal.COMPACTIONS_FAILED;
import static dev.deadair.liveness.Signal.CONFIG_RELOAD_TIME;
import static dev.deadair.liveness.Signal.WAL_WRITES_FAILED;

import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation.Answered;
import dev.deadair.liveness.Scrape;
import dev.deadair.probe.SlowLook.Brought;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which slow questions one instance is due for, and what it has answered so far.
 *
 * <pre>
 *   first look that finds it ready, or a start since then   all of them
 *   5 minutes after the last                                all of them
 *   its configuration was loaded since, 1 minute after      all of them
 *   1 minute after, while it appends nothing useful         which jobs are down
 * </pre>
 */
final class SlowLooks {

  private static final Duration PACE = Duration.ofMinutes(5);
  private static final Duration PACE_OF_STANDSTILL = Duration.ofMinutes(1);

  /** {@code process_start_time_seconds} rounds: so far apart it may be in one life. */
  private static final Duration START_ROUNDING = Duration.ofSeconds(2);

  private static final List<Endpoint> ALL =
      List.of(Endpoint.CONFIGURATION, Endpoint.RUNTIME, Endpoint.FLAGS);

  /** As the flags tell; empty where they never told, as VictoriaMetrics' do not. */
  private Optional<Integer> reports = Optional.empty();

  private Optional<Identity> identity = Optional.empty();

  /** At the last slow look; null before the first. */
  private @Nullable Answered base;

  /** At the last slow look that asked everything. */
  private @Nullable Moment asked;

  /** What {@code seen} is, as the flags of its server tell. */
  Answered corrected(Answered seen) {
    return reports
        .filter(told -> told != seen.scrape().reports())
        .map(
            told ->
                new Answered(
                    seen.instance(),
                    seen.at(),
                    seen.healthy(),
                    seen.ready(),
                    seen.replay(),
                    seen.scrape().withReports(told)))
        .orElse(seen);
  }

  /**
   * What to ask now that {@code seen} was seen; nothing, mostly, and nothing of a server that could
   * not even say in time that it is ready.
   */
  List<Endpoint> due(Answered seen) {
    if (!seen.isReady() || seen.ready().isEmpty()) {
      return List.of();
    }
    var before = base;
    var full = asked;
    if (before == null
        || full == null
        || anotherLife(before.scrape(), seen.scrape())
        || seen.at().since(full).compareTo(PACE) >= 0
        || (loadedAnew(before.scrape(), seen.scrape())
            && seen.at().since(full).compareTo(PACE_OF_STANDSTILL) >= 0)) {
      base = seen;
      asked = seen.at();
      var questions = new ArrayList<>(ALL);
      if (mayBeQueried(seen.scrape())) {
        questions.add(Endpoint.JOBS_DOWN);
      }
      return questions;
    }
    if (seen.at().since(before.at()).compareTo(PACE_OF_STANDSTILL) < 0) {
      return List.of();
    }
    var still = standsStill(before.scrape(), seen.scrape());
    base = seen;
    return still && mayBeQueried(seen.scrape()) ? List.of(Endpoint.JOBS_DOWN) : List.of();
  }

  /** What the core is told of it. */
  Inspection told(Brought brought, Answered of, List<Endpoint> questions) {
    reports = brought.reports().or(() -> reports);
    if (questions.contains(Endpoint.CONFIGURATION)) {
      identity = brought.identity();
    }
    return new Inspection(of.instance(), of.at(), identity, brought.jobsDown(), brought.flags());
  }

  /**
   * A query can kill a server whose disk is full (measured on 2.42; prometheus#19017), and failing
   * compactions are the first sign of that. Agents cannot be queried.
   */
  private static boolean mayBeQueried(Scrape scrape) {
    return scrape.flavour() != AGENT
        && scrape.signals().count(WAL_WRITES_FAILED) == 0
        && scrape.signals().count(COMPACTIONS_FAILED) == 0;
  }

  private static boolean anotherLife(Scrape before, Scrape now) {
    var apart = Duration.between(before.processStart(), now.processStart()).abs();
    return apart.compareTo(START_ROUNDING) > 0;
  }

  private static boolean loadedAnew(Scrape before, Scrape now) {
    return !before.signals().get(CONFIG_RELOAD_TIME).equals(now.signals().get(CONFIG_RELOAD_TIME));
  }

  /** Whether no more was appended than the reports of the scrapes, give or take one of each. */
  private static boolean standsStill(Scrape before, Scrape now) {
    var appended = now.appended() - before.appended();
    var scrapes = scrapes(now) - scrapes(before) + Math.max(now.targets(), before.targets());
    return appended <= now.reports() * scrapes;
  }

  private static double scrapes(Scrape scrape) {
    return scrape.intervals().values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
