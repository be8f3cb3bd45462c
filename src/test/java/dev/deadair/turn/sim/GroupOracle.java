package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.Due;
import dev.deadair.alert.Reason;
import dev.deadair.alert.Told;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.SiteState;
import dev.deadair.liveness.Transition;
import dev.deadair.turn.Turn;
import dev.deadair.turn.sim.Part.Shows;
import java.util.HashMap;
import java.util.Map;

/** What must hold of the groups of sites that have several. */
final class GroupOracle {

  private record Seen(SimulatedWatcher watcher, GroupId group) {}

  /** What a group shows, and since when, to a watcher that sees it. */
  private record Shown(Shows what, long since) {}

  /** What looks, controls and turns may hide of the truth. */
  private final long hidden;

  private final Oracle oracle;
  private final MaintenanceOracle maintenance;
  private final Map<Seen, Shown> shown = new HashMap<>();

  /** When somebody was last told of a group, or of its site. */
  private final Map<Seen, Long> told = new HashMap<>();

  GroupOracle(long hidden, Oracle oracle, MaintenanceOracle maintenance) {
    this.hidden = hidden;
    this.oracle = oracle;
    this.maintenance = maintenance;
  }

  /** Something leaves that says that a group has no data, or has some again. */
  void leaves(SimulatedWatcher watcher, Due due, Datacenter site) {
    var alert = due.incident().alert();
    if (due.resolves()) {
      var group = site.part((GroupId) alert.subject());
      var silent = oracle.now() - Oracle.shown(watcher, group.replicas);
      if (silent > 2 * site.scrape() + hidden) {
        throw new Violation(
            Violation.Kind.SILENT_RESOLVE, alert + " without known data for " + silent + " s");
      }
    } else if (due.reason() == Reason.FIRST || due.reason() == Reason.ESCALATED) {
      requireNotSaid(watcher, alert, site);
    }
  }

  /** The page of a site says it of its groups, too, where anybody is told of it. */
  private static void requireNotSaid(SimulatedWatcher watcher, Alert alert, Datacenter site) {
    if (watcher.state().incidents().all().stream()
        .filter(each -> each.alert().equals(site.absent) && each.isOpen())
        .anyMatch(each -> each.told().values().stream().anyMatch(Told::firing))) {
      throw new Violation(Violation.Kind.DUPLICATE, alert + " beside the page of its site");
    }
  }

  /** A group is judged to have none: not while data within its window is known. */
  void turned(SimulatedWatcher watcher, Turn turn, Transition transition) {
    if (transition.subject() instanceof GroupId id
        && group(turn, id) instanceof SiteState.Absent(_, var why)
        && why != SiteState.Why.FLAPPING) {
      var site = oracle.site(id.site());
      var age = oracle.now() - Oracle.newest(watcher, site.part(id).replicas);
      if (age + Oracle.DATING < site.window()) {
        throw new Violation(
            Violation.Kind.FALSE,
            "%s absent although data of %d s ago is known, window %d"
                .formatted(id, age, site.window()));
      }
    }
  }

  /** A page is decided, maybe long after it was judged, since its site said it until now. */
  static void decided(Turn turn, Alert alert, Datacenter site) {
    var state = group(turn, (GroupId) alert.subject());
    if (site.parts.size() == 1 || !(state instanceof SiteState.Absent)) {
      throw new Violation(Violation.Kind.FALSE, alert + " of a group that is " + state);
    }
  }

  private static SiteState group(Turn turn, GroupId id) {
    return turn.state().fleet().sites().get(id.site()).group(id).orElseThrow().judgement().state();
  }

  /** After every step. */
  void check(SimulatedWatcher watcher, Datacenter site, boolean sees, PagerDuty pagerDuty) {
    if (site.parts.size() > 1) {
      for (var part : site.parts) {
        note(watcher, site, part, sees);
      }
      for (var part : site.parts) {
        checkTold(watcher, site, part, pagerDuty);
        checkOver(watcher, part, pagerDuty);
      }
    }
  }

  private void note(SimulatedWatcher watcher, Datacenter site, Part part, boolean sees) {
    var key = new Seen(watcher, part.id);
    var shows = part.shows();
    var before = shown.get(key);
    if (before == null || before.what() != shows || !sees) {
      shown.put(key, new Shown(shows, oracle.now()));
    }
    if (oracle.isOpen(part.absent) || oracle.isOpen(site.absent)) {
      told.put(key, oracle.now());
    }
  }

  /**
   * Nobody is left without a page for a group that has no data, whether the others have some, have
   * none, or cannot be seen: it has one of its own, or its site has.
   */
  private void checkTold(
      SimulatedWatcher watcher, Datacenter site, Part part, PagerDuty pagerDuty) {
    var muted =
        Math.max(maintenance.until(watcher, site, part, oracle.now()), oracle.silences.until(site));
    var key = new Seen(watcher, part.id);
    if (shown.get(key).what() != Shows.NONE) {
      return;
    }
    var from = watcher.steadySince();
    for (var each : site.parts) {
      var seen = shown.get(new Seen(watcher, each.id));
      from = Math.max(from, seen.since());
      if (seen.what() == Shows.NONE) { // data of before may be seen late, and is the site's, too
        from = Math.max(from, Oracle.shown(watcher, each.replicas));
      }
    }
    var dark = oracle.now() - from;
    var untold = oracle.now() - Math.max(muted, told.getOrDefault(key, Clock.NEVER));
    var owedFor = Math.min(dark - site.window(), untold);
    if (oracle.ladder.isLate(owedFor, oracle.sending(), pagerDuty)) {
      throw new Violation(
          Violation.Kind.LOST,
          "%s without data for %d s, window %d".formatted(part.id, dark, site.window()));
    }
  }

  private void checkOver(SimulatedWatcher watcher, Part part, PagerDuty pagerDuty) {
    var seen = shown.get(new Seen(watcher, part.id));
    var well = Math.max(seen.since(), watcher.steadySince());
    if (seen.what() == Shows.DATA
        && oracle.now() > Math.max(well + Oracle.HEALTHY, oracle.calm(part.absent) + Oracle.CLOSING)
        && ((oracle.desk.isKnownToBeOpen(watcher, part.absent) && oracle.isFineForLong(pagerDuty))
            || oracle.ladder.isStuckAtTheSecond(watcher, part.absent))) {
      throw new Violation(
          Violation.Kind.STUCK, part.id + " produces for " + (oracle.now() - well) + " s");
    }
  }
}
