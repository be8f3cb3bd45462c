package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.alert.Due;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Told;
import dev.deadair.liveness.SiteId;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Turn;
import dev.deadair.turn.sim.PagerDuty.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold, whatever happens, by what is true and by what the watchers could know. */
final class Oracle implements SimulatedWatcher.Listener {

  /** What looks, controls and turns may hide of the truth. */
  private final long hidden;

  /** The longest back-off of a courier, and a turn or two. */
  private static final long BACKOFF = 150;

  /** How far the date of a sample may be off: a server's {@code Date} has whole seconds. */
  static final long DATING = 2;

  /** From the decision to the incident where nothing fails. */
  static final long SENDING = 20;

  /**
   * From what an Alertmanager told us, too, to its counters that say that nobody else heard of it:
   * it tries again within its interval, and we ask after having told it again.
   */
  private static final long PROVING = 120;

  static final long HEALTHY = 45 * 60;

  /** How long a page may be on its way before all is not well. */
  private static final long UNHEARD = 90;

  /** From when something no longer opens too often to its end: a lease, and what may be late. */
  static final long CLOSING = 20 * 60;

  /** By when a run that remembers nothing has closed what it may have left open. */
  private static final long LEFT = 3 * 3600;

  private static final int MOST = 8;

  private final List<Datacenter> sites;
  private final List<SimulatedWatcher> watchers;
  private final Chronicle chronicle;
  private final GroupOracle groups;
  private final DecisionOracle decisions = new DecisionOracle(this);
  final LadderOracle ladder = new LadderOracle(this);

  /** Of PagerDuty, and of the pager that some worlds have beside it. */
  final Desk desk = new Desk("PagerDuty", this);

  final Desk second = new Desk("the second pager", this);
  final KeyOracle keys = new KeyOracle(this);
  final SilenceOracle silences;
  private final MaintenanceOracle maintenance = new MaintenanceOracle();
  private final Map<String, Alert> alerts = new HashMap<>();

  /** The incidents of which a page was read. */
  private final Set<IncidentId> read = new HashSet<>();

  /** Since when a site shows none, and is seen to, by watcher; and since when it shows some. */
  private final long[][] dark;

  private final long[][] lit;

  /** How many turns of sites held a page that was owed, and there. */
  long owed;

  private long proving;

  private long now;

  Oracle(
      List<Datacenter> sites, List<SimulatedWatcher> watchers, int interval, Chronicle chronicle) {
    this.hidden = 3L * interval + SimulatedProbe.TIMEOUT;
    this.chronicle = chronicle;
    this.groups = new GroupOracle(hidden, this, maintenance);
    this.sites = sites;
    this.silences = new SilenceOracle(sites, interval);
    this.watchers = watchers;
    this.dark = new long[MOST][MOST];
    this.lit = new long[MOST][MOST];
  }

  void at(long time) {
    now = time;
  }

  long now() {
    return now;
  }

  /** Something leaves for PagerDuty, by whatever way. */
  void leaves(SimulatedWatcher watcher, Due due) {
    var alert = due.incident().alert();
    chronicle.note(
        "leaves %s %s %s for %s under %.6s",
        due.reason(), alert, due.incident().stage().word(), due.route(), due.key().value());
    alerts.put(due.key().value(), alert);
    keys.of(alert).forEach(each -> alerts.put(each.value(), alert));
    ladder.leaves(due);
    keys.leaves(due);
    silences.leaves(watcher, due, now);
    if (read.add(due.incident().id())) {
      requireNoSecret(due.page().toString());
    }
    if (!due.resolves() && due.incident().told().values().stream().noneMatch(Oracle::hasHeard)) {
      decisions.toldFirst(watcher, due.incident());
    }
    if (!due.resolves() && alert.site().isPresent()) {
      maintenance.leaves(watcher, due, site(alert), now);
    }
    if (due.resolves() && alert.name() == AlertName.SITE_ABSENT) {
      var site = site(alert);
      var silent = now - shown(watcher, site.replicas);
      if (silent > 2 * site.scrape() + hidden) {
        throw new Violation(
            Violation.Kind.SILENT_RESOLVE, alert + " without known data for " + silent + " s");
      }
    }
    if (alert.name() == AlertName.GROUP_ABSENT) {
      groups.leaves(watcher, due, site(alert));
    }
  }

  /** Be it that it is over since. */
  private static boolean hasHeard(Told told) {
    return told.firing() || told.generation() > 0;
  }

  /** What an event is about, by its key. */
  Alert alert(Event event) {
    var alert = alerts.get(event.key());
    if (alert == null) {
      throw new IllegalStateException("nobody sent " + event);
    }
    return alert;
  }

  void note(String what) {
    chronicle.note("%s", what);
  }

  /** How often it was decided that somebody must know. */
  int decisions(Alert alert) {
    return decisions.of(alert);
  }

  @Override
  public void kept() {
    keys.kept();
  }

  @Override
  public void restarted() {
    keys.restarted();
  }

  @Override
  public void turned(SimulatedWatcher watcher, List<Fact> facts, Turn turn) {
    for (var each : turn.transitions()) {
      chronicle.note("%s %s -> %s: %s", each.subject(), each.from(), each.to(), each.because());
      requireNoSecret(each.because());
      groups.turned(watcher, turn, each);
    }
    maintenance.turned(turn, now);
    ladder.turned(turn);
    keys.turned(facts, turn);
    for (var incident : turn.changes().incidents()) {
      chronicle.note("incident %s %s %s", incident.alert(), incident.id(), incident.stage());
      decisions.turned(watcher, turn, incident);
    }
  }

  private static void requireNoSecret(String text) {
    if (text.contains(Datacenter.SECRET)) {
      throw new Violation(Violation.Kind.SECRET, "told: " + text);
    }
  }

  /** After every step: whoever is owed a page has it, and nobody else has. */
  void check(PagerDuty pagerDuty, boolean told) {
    for (var w = 0; w < watchers.size(); w++) {
      var watcher = watchers.get(w);
      maintenance.check(watcher, now);
      silences.at(watcher, now);
      checkBlind(watcher, pagerDuty);
      for (var s = 0; s < sites.size(); s++) {
        check(watcher, sites.get(s), w, s, pagerDuty, told);
      }
    }
  }

  private void check(
      SimulatedWatcher watcher, Datacenter site, int w, int s, PagerDuty pagerDuty, boolean told) {
    var sees = watcher.runs() && !watcher.isBlind() && !watcher.hangs();
    if (!sees || !site.showsNone()) {
      dark[w][s] = now;
    }
    if (!sees || !site.isLit()) {
      lit[w][s] = now;
    }
    var isOpen = isOpen(site.absent);
    var muted = Math.max(maintenance.until(watcher, site, now), silences.until(site));
    groups.check(watcher, site, sees, pagerDuty);
    checkHeartbeat(watcher, site, w, s, isOpen, muted);
    var from = Math.max(Math.max(dark[w][s], watcher.steadySince()), shown(watcher, site.replicas));
    var owedFor = Math.min(now - from - site.window(), now - muted);
    if (told && ladder.isLate(owedFor, sending(), pagerDuty)) {
      owed++;
      if (!isOpen) {
        throw new Violation(
            Violation.Kind.LOST,
            "%s without data for %d s, window %d".formatted(site.id, now - from, site.window()));
      }
    }
    var well = Math.max(lit[w][s], watcher.steadySince());
    if (now > Math.max(well + HEALTHY, calm(site.absent) + CLOSING)
        && ((desk.isKnownToBeOpen(watcher, site.absent) && isFineForLong(pagerDuty))
            || ladder.isStuckAtTheSecond(watcher, site.absent))) {
      throw new Violation(Violation.Kind.STUCK, site.id + " produces for " + (now - well) + " s");
    }
  }

  /** Alertmanagers are asked what they make of what they are told, which may be too good. */
  void asks() {
    proving = PROVING;
  }

  /** What looks, turns and requests may take from the decision to the incident. */
  long sending() {
    return hidden + SENDING + proving;
  }

  /** Whether it has had all the time that an end may need. */
  boolean isFineForLong(PagerDuty pager) {
    return routed(pager) && now - pager.fineSince() > HEALTHY;
  }

  /** That no look ends any more is told before long, as the rest of the watcher works. */
  private void checkBlind(SimulatedWatcher watcher, PagerDuty pagerDuty) {
    var patience =
        sites.stream()
            .map(each -> each.limits)
            .mapToLong(
                each -> Math.max(each.window().toSeconds() / 2, each.warnAfter().toSeconds()))
            .max();
    if (watcher.runs()
        && watcher.hangs()
        && !watcher.isBlind()
        && !desk.isOpen(AlertName.BLIND)
        && !second.isOpen(AlertName.BLIND)
        && ladder.isLate(
            now - watcher.steadySince() - patience.orElseThrow(), sending(), pagerDuty)) {
      throw new Violation(
          Violation.Kind.LOST,
          "no look ends for %d s, and nobody knows".formatted(now - watcher.steadySince()));
    }
  }

  /** While nobody hears of a page that is owed, or we are blind, all is not well with us. */
  private void checkHeartbeat(
      SimulatedWatcher watcher, Datacenter site, int w, int s, boolean isOpen, long muted) {
    var from = Math.max(Math.max(dark[w][s], watcher.steadySince()), shown(watcher, site.replicas));
    var owedSince = Math.max(from + site.window(), muted);
    var unheard = !isOpen && now - owedSince > sending() + UNHEARD;
    var blind =
        watcher.runs()
            && (watcher.isBlind() || watcher.hangs())
            && now - watcher.steadySince() > hidden + 2 * site.scrape();
    if ((unheard || blind) && watcher.saysAllIsWell()) {
      throw new Violation(
          Violation.Kind.HEARTBEAT,
          "all is well %s"
              .formatted(blind ? "though it is blind" : "though " + site.id + " is not paged"));
    }
  }

  /** When it no longer opened too often within an hour; NEVER where it did not. */
  long calm(Alert alert) {
    return decisions.calm(alert);
  }

  /** Whether anything is open that its site is not, and may be for good reason. */
  boolean isHeld() {
    return sites.stream()
        .anyMatch(site -> isOpen(site.absent) && now <= calm(site.absent) + CLOSING);
  }

  /**
   * Whether an alarm about ourselves is open though all has been well for {@code calm} seconds; no
   * journal need hold it.
   */
  boolean isLeftBlind(long calm) {
    if (keys.areTheirs()) {
      return false;
    }
    var left = Stream.of(desk, second).flatMap(each -> each.open(AlertName.BLIND)).toList();
    if (!left.isEmpty() && calm > LEFT) {
      throw new Violation(Violation.Kind.STUCK, left + " after " + calm + " s of calm");
    }
    return !left.isEmpty();
  }

  boolean isOpen(Alert alert) {
    return desk.isOpen(alert) || second.isOpen(alert);
  }

  boolean routed(PagerDuty pagerDuty) {
    return pagerDuty.isFine() && now - pagerDuty.fineSince() > BACKOFF;
  }

  Datacenter site(Alert alert) {
    return site(alert.site().orElseThrow());
  }

  Datacenter site(SiteId id) {
    return sites.stream().filter(each -> each.id.equals(id)).findFirst().orElseThrow();
  }

  static long newest(SimulatedWatcher watcher, List<Replica> replicas) {
    var newest = Clock.NEVER;
    for (var each : replicas) {
      newest = Math.max(newest, watcher.known(each.id()).newest());
    }
    return newest;
  }

  static long shown(SimulatedWatcher watcher, List<Replica> replicas) {
    var shown = Clock.NEVER;
    for (var each : replicas) {
      shown = Math.max(shown, watcher.known(each.id()).shown());
    }
    return shown;
  }
}
