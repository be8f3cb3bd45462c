package dev.deadair.liveness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the servers say about our wall clock. Where they agree with one another and not with us, it
 * is ours that is wrong, and none of theirs.
 *
 * @param wrong since when, and by how much; empty while nothing speaks against it
 */
public record WallClock(Optional<Wrong> wrong) {

  public static final WallClock TRUSTED = new WallClock(Optional.empty());

  /** A {@code Date} has whole seconds, and a look may take ten: less tells nothing. */
  public static final Duration TOLERANCE = Duration.ofSeconds(30);

  /**
   * That it is wrong.
   *
   * @param by how far it is ahead of the servers'
   */
  public record Wrong(Moment since, Duration by) {}

  /** One server's clock less ours, as its latest answer showed it. */
  private record Witness(SiteId site, Duration skew) {
    boolean isOff() {
      return skew.abs().compareTo(TOLERANCE) > 0;
    }
  }

  /** This clock after a turn at {@code now}; without anybody to ask nothing changes. */
  WallClock after(Collection<Site> sites, Pulse pulse, Moment now, Duration unbroken) {
    var witnesses = witnesses(sites, now, unbroken);
    if (witnesses.isEmpty()) {
      return this;
    }
    var off = off(witnesses, pulse.stepped());
    if (off.isEmpty()) {
      return TRUSTED;
    }
    var since = wrong.map(Wrong::since).orElse(now);
    var next = new Wrong(since, off.get());
    return wrong.filter(next::equals).isPresent() ? this : new WallClock(Optional.of(next));
  }

  /** Those that answered of late, and since our clock was set last. */
  private static List<Witness> witnesses(Collection<Site> sites, Moment now, Duration unbroken) {
    var witnesses = new ArrayList<Witness>();
    for (var site : sites) {
      for (var group : site.groups()) {
        for (var instance : group.instances()) {
          instance
              .life()
              .map(Life::latest)
              .filter(each -> now.since(each.at()).compareTo(unbroken) <= 0)
              .filter(each -> !now.isStepped(each.at()))
              .flatMap(WallClock::skew)
              .ifPresent(skew -> witnesses.add(new Witness(site.id(), skew)));
        }
      }
    }
    return witnesses;
  }

  private static Optional<Duration> skew(Reading reading) {
    return reading.scrape().date().map(date -> Duration.between(reading.at().wall(), date));
  }

  /**
   * How far ours is ahead of what two thirds of the witnesses agree on, provided that a step of
   * ours explains it, or that they are at two sites: one site may well be wrong as a whole.
   */
  private static Optional<Duration> off(List<Witness> witnesses, Duration stepped) {
    if (witnesses.stream().noneMatch(Witness::isOff)) {
      return Optional.empty();
    }
    var skews = witnesses.stream().map(Witness::skew).sorted().toList();
    var median = skews.get(skews.size() / 2);
    var agreeing = witnesses.stream().filter(each -> isNear(each.skew(), median)).toList();
    var isExplained = stepped.abs().compareTo(TOLERANCE) > 0 && isNear(median, stepped.negated());
    return median.abs().compareTo(TOLERANCE) > 0
            && agreeing.size() * 3 >= witnesses.size() * 2
            && (isExplained || agreeing.stream().map(Witness::site).distinct().count() > 1)
        ? Optional.of(median.negated())
        : Optional.empty();
  }

  private static boolean isNear(Duration one, Duration other) {
    return one.minus(other).abs().compareTo(TOLERANCE) <= 0;
  }
}
