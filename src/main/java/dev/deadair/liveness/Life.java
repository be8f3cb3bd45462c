package dev.deadair.liveness;

import dev.deadair.liveness.Inventory.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One process life of an instance: its readings within the span, oldest first, never empty.
 *
 * <p>It answers the one question: when did useful data last advance? An advance counts once it
 * stands out of the noise, summed over the span, because the counters move at different moments of
 * a scrape and the first scrape of a loop leaves no interval.
 *
 * @param flow how fast useful samples come
 * @param tally how many came
 * @param cadence how often it is seen to scrape
 */
public record Life(List<Reading> readings, Flow flow, Tally tally, Cadence cadence) {

  public Life {
    readings = List.copyOf(readings);
    if (readings.isEmpty()) {
      throw new IllegalArgumentException("a life has at least one reading");
    }
  }

  static Life first(Reading reading) {
    return new Life(
        List.of(reading), Flow.NONE.with(reading, 0), Tally.of(reading), Cadence.UNKNOWN);
  }

  /** The life that {@code reading} opens, known to have begun after {@code bornAfter}. */
  static Life since(Moment bornAfter, Reading reading) {
    var birth = Reading.atBirth(bornAfter, reading.scrape());
    return new Life(
        List.of(birth, reading),
        Flow.NONE.with(reading, 0),
        Tally.of(birth).with(birth, reading, Duration.ZERO),
        Cadence.UNKNOWN);
  }

  /** The longest interval at which it scrapes, as it tells or is seen; zero while unknown. */
  Duration scrapeInterval() {
    var told = toldInterval();
    return told.isZero() ? cadence.interval() : told;
  }

  /**
   * The longest interval at which it says that it scrapes, and does; zero while it says none. One
   * that counts no scrape at any stands still, and has dropped none.
   */
  public Duration toldInterval() {
    var told =
        latest().scrape().intervals().entrySet().stream()
            .filter(each -> each.getValue() > 0)
            .map(Map.Entry::getKey)
            .toList();
    return told.stream()
        .filter(each -> !isDropped(each))
        .max(Comparator.naturalOrder())
        .or(() -> told.stream().max(Comparator.naturalOrder()))
        .orElse(Duration.ZERO);
  }

  /**
   * A server goes on to show an interval that a new configuration has dropped, and counts no more
   * scrapes there. Nor does it count the first scrape of a loop, such as a load begins anew.
   */
  private boolean isDropped(Duration interval) {
    var twice = interval.multipliedBy(2);
    return latest().at().since(readings.getFirst().at()).compareTo(twice) >= 0
        && latest()
            .configured()
            .filter(at -> at.plus(twice).isAfter(latest().at().wall()))
            .isEmpty()
        && Objects.equals(
            readings.getFirst().scrape().intervals().get(interval),
            latest().scrape().intervals().get(interval));
  }

  public Reading latest() {
    return readings.getLast();
  }

  /** This life with one reading more; what lies more than {@code span} before it is forgotten. */
  Life with(Reading reading, Duration span) {
    var kept = new ArrayList<Reading>(readings);
    kept.add(reading);
    var horizon = reading.at().minus(span);
    while (kept.size() > 2 && !kept.get(1).at().isAfter(horizon)) {
      kept.removeFirst();
    }
    return new Life(
        kept,
        flow.with(reading, latest().usefulUntil(reading)),
        tally.with(latest(), reading, span),
        reading.scrape().scrapes() > latest().scrape().scrapes()
            ? cadence.advanced(reading.at())
            : cadence);
  }

  /**
   * When data of an instance in that role last advanced, as far as these readings prove it: within
   * the step after which the tally went up by no more than the noise, dated by the newest sample
   * and clamped to that step.
   */
  Optional<Moment> advanced(Role role) {
    for (var i = readings.size() - 2; i >= 0; i--) {
      var before = readings.get(i);
      if (!before.arrivedUntil(latest(), role)) {
        continue;
      }
      if (tally.gained(before.at(), noise(i))) {
        return Optional.of(dated(before, readings.get(i + 1)));
      }
      // What two readings show came before the first of them.
      if (tally.gainedTwice(before.at(), noise(i))) {
        return Optional.of(dated(readings.get(Math.max(0, i - 1)), before));
      }
    }
    return Optional.empty();
  }

  /** Whether it gathers data, in that role, and no remote takes any of it. */
  public boolean isHeldUp(Role role) {
    for (var i = readings.size() - 2; i >= 0; i--) {
      var before = readings.get(i);
      if (!before.arrivedUntil(latest(), role) && tally.gained(before.at(), noise(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing at all was appended over all readings. */
  boolean stoodStill() {
    return readings.size() > 1 && !readings.getFirst().appendedUntil(latest());
  }

  /** Useful samples per second of late; empty until they were counted for long enough. */
  public OptionalDouble usefulRate() {
    return flow.rate(latest());
  }

  /** Samples appended per second over all readings, own reports included. */
  Optional<Double> rate() {
    var span = latest().at().since(readings.getFirst().at());
    if (!span.isPositive()) {
      return Optional.empty();
    }
    var appended = latest().scrape().appended() - readings.getFirst().scrape().appended();
    return Optional.of(appended * 1e9 / span.toNanos());
  }

  /** One report batch for each current target and each that was started since reading {@code i}. */
  private double noise(int from) {
    var targets = latest().scrape().targets();
    for (var i = from; i < readings.size() - 1; i++) {
      var grown = readings.get(i + 1).scrape().targets() - readings.get(i).scrape().targets();
      targets += Math.max(0, grown);
    }
    return latest().scrape().reports() * targets;
  }

  private static Moment dated(Reading before, Reading after) {
    return Moment.later(before.at(), after.at().at(after.newestSample()));
  }
}
