package dev.deadair.turn.sim;

import dev.deadair.alert.Due;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Inventory;
import dev.deadair.liveness.SiteId;
import dev.deadair.notify.SteppedLane;
import dev.deadair.turn.Rules;
import dev.deadair.turn.sim.PagerDuty.Event;
import dev.deadair.turn.sim.PagerDuty.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A few hours of a few sites and those who watch them, as one seed has it. */
final class Episode {

  private static final long STORM = 6 * 3600;
  private static final long CALM = 46 * 60;
  static final long LEASE = 15 * 60;

  /** What is new goes to kinds of which no seed is pinned, so that those stay what they are. */
  private static final int WORLDS = 32;

  private static final Set<Integer> HANGING = Set.of(7, 9, 23, 25);

  /** Those with two pagers, of which the one waits for the Alertmanagers, the other for both. */
  private static final Set<Integer> LADDERED = Set.of(3, 8, 9, 16, 18, 22, 24, 25, 28);

  private static final Set<Integer> WORKED_ON = Set.of(9, 10, 11, 25, 26, 27, 31);

  private static final Set<Integer> GROUPED = Set.of(8, 12, 13, 14, 15, 24, 28, 29, 30, 31);

  /** Where somebody works on single groups. */
  private static final Set<Integer> GROUPS_WORKED_ON = Set.of(14, 31);

  /** Where Alertmanagers tell us, too, whom they notify, under keys of their own. */
  private static final Set<Integer> RECEIPTED = Set.of(16, 18, 22, 25, 28, 30);

  /** Where operators silence what is told to Alertmanagers. */
  private static final Set<Integer> SILENCED = Set.of(3, 15, 18, 20, 23, 25, 26);

  private static final Set<Integer> CLOSE = Set.of(16, 18, 21, 23, 26, 28, 31);

  /** Where looks wait for servers that are slow. */
  private static final Set<Integer> PATIENT = Set.of(4, 29);

  /** Where the second pager is the site's own, it waits for so long; else it is told at last. */
  private static final Duration SECOND = Duration.ofMinutes(2);

  private static final Duration AFTER = Duration.ofMinutes(1);

  private static final Route EVENTS = new Route("pagerduty", "events");
  private static final Route SECOND_EVENTS = new Route("second", "events");

  final List<Datacenter> sites = new ArrayList<>();
  final List<SimulatedWatcher> watchers = new ArrayList<>();
  final List<Alertmanager> members = new ArrayList<>();
  final PagerDuty pagerDuty;

  /** Used in some worlds alone. */
  final PagerDuty secondPager;

  private final Chance chance;

  /** Of what is sent to the second pager. */
  private final Chance jitter;

  private final Optional<Tree> tree;
  private final List<Talk> talks = new ArrayList<>();
  private Optional<Webhook> webhook = Optional.empty();
  private final Weather weather;
  private final Oracle oracle;
  final Chronicle chronicle = new Chronicle();
  private final Orders orders = new Orders();
  private final long seed;
  final int interval;
  private long now;
  private long turns;

  private Episode(long seed) {
    this.seed = seed;
    chance = new Chance(seed);
    jitter = new Chance(seed, 6);
    interval = chance.of(List.of(15, 30, 30, 60));
    oracle = new Oracle(sites, watchers, interval, chronicle);
    pagerDuty = new PagerDuty(chance, oracle.desk);
    secondPager = new PagerDuty(new Chance(seed, 3), oracle.second);
    var size = (int) chance.between(3, 5);
    for (var i = 0; i < size; i++) {
      var replicas = (int) chance.between(1, 3);
      sites.add(new Datacenter("dc" + i, replicas, interval, is(PATIENT) ? 0.7 : 0.3, chance));
    }
    for (var i = 0; i < chance.between(0, 2); i++) {
      members.add(new Alertmanager("am" + i, i, pagerDuty, orders));
    }
    members.forEach(each -> each.knows(members));
    tree = routed();
    var grouping = new Chance(seed, 1);
    if (is(GROUPED)) {
      sites.forEach(each -> each.group("apps", (int) grouping.between(1, 2)));
    }
    var replicas = sites.stream().flatMap(each -> each.replicas.stream()).toList();
    var coarse = !chance.oneIn(10) && !is(PATIENT);
    var shell = is(PATIENT) ? Shell.PATIENT : is(CLOSE) ? Shell.CLOSE : Shell.PLAIN;
    watchers.add(new SimulatedWatcher(rules(), replicas, this::lines, oracle, coarse, shell));
    weather = new Weather(chance, this);
    var local = new LocalWeather(weather, this);
    notified(local);
    if (is(GROUPED)) {
      local.groups(grouping);
    }
    if (is(LADDERED)) {
      oracle.ladder.has(secondPager, patience().toSeconds());
      local.pagers(new Chance(seed, 4));
    }
    if (is(HANGING)) {
      local.hangs(new Chance(seed, 5));
    }
    if (is(WORKED_ON)) {
      local.operators(new Chance(seed, 2));
    }
    if (is(PATIENT)) {
      local.slowness(new Chance(seed, 13));
    }
    if (is(GROUPS_WORKED_ON)) {
      local.operatorsOfGroups(new Chance(seed, 7));
    }
  }

  /** How Alertmanagers route that tell us whom they notify. */
  private Optional<Tree> routed() {
    if (!is(RECEIPTED)) {
      return Optional.empty();
    }
    var theirs = new Tree(!new Chance(seed, 8).oneIn(3));
    oracle.keys.are(theirs);
    members.forEach(each -> each.routes(theirs));
    return Optional.of(theirs);
  }

  private void notified(LocalWeather local) {
    tree.ifPresent(
        theirs -> {
          var us = new Webhook(new Chance(seed, 9), watchers.getFirst());
          webhook = Optional.of(us);
          members.forEach(each -> each.tells(us));
          local.editors(new Chance(seed, 10), theirs);
          local.standstills(new Chance(seed, 12));
        });
    if (isAsked()) {
      oracle.asks();
    }
    if (is(SILENCED)) {
      oracle.silences.areAt(members);
      local.silencers(new Chance(seed, 11));
    }
  }

  /** Whether Alertmanagers are asked what they make of what they are told. */
  private boolean isAsked() {
    return is(RECEIPTED) || is(SILENCED);
  }

  private boolean is(Set<Integer> kind) {
    return kind.contains(kind(seed));
  }

  /** Which of the kinds of worlds it is. */
  static int kind(long seed) {
    return (int) Math.floorMod(seed, (long) WORLDS);
  }

  /** What came of {@code seed}. */
  static Tally of(long seed) {
    var episode = new Episode(seed);
    var broken = Optional.<Violation>empty();
    try {
      episode.run();
    } catch (Violation e) {
      broken = Optional.of(e);
    } catch (RuntimeException e) {
      throw new IllegalStateException("seed " + seed + " at " + episode.now + " s", e);
    }
    return episode.tally(broken);
  }

  private Tally tally(Optional<Violation> broken) {
    return new Tally(
        1,
        sites.stream().mapToLong(Datacenter::outages).sum(),
        sites.stream().mapToLong(Datacenter::dips).sum(),
        weather.faults()
            + pagerDuty.mangled()
            + secondPager.mangled()
            + webhook.map(Webhook::mangled).orElse(0L),
        turns,
        now,
        oracle.desk.pages() + oracle.second.pages(),
        oracle.owed,
        Duration.ZERO,
        broken
            .map(
                each ->
                    List.of(
                        new Tally.Broken(
                            seed, now, each.kind, each.getMessage(), chronicle.lines())))
            .orElse(List.of()));
  }

  private void run() {
    var step = chance.oneIn(20) ? 1 : 5;
    var storm = step == 1 ? STORM / 6 : STORM;
    while (now < storm) {
      pass(step);
    }
    weather.end(now);
    while (now < storm + CALM || oracle.isHeld()) {
      pass(5);
    }
    var calm = now;
    watchers.forEach(each -> each.setClock(now));
    while (oracle.isLeftBlind(now - calm)) {
      pass(5);
    }
  }

  private void pass(int step) {
    now += step;
    chronicle.at(now);
    weather.until(now);
    oracle.at(now);
    for (var site : sites) {
      site.advanceTo(now);
      site.note(now);
    }
    webhook.ifPresent(each -> each.advanceTo(now));
    talks.forEach(each -> each.advanceTo(now));
    for (var watcher : watchers) {
      var away = chance.oneIn(4) ? chance.about(200) : chance.between(1, 10);
      turns += watcher.tick(now, step, away) ? 1 : 0;
    }
    members.forEach(each -> each.advanceTo(now));
    pagerDuty.advanceTo(now);
    secondPager.advanceTo(now);
    oracle.check(pagerDuty, true);
  }

  private Rules rules() {
    var receivers = new ArrayList<Receiver>();
    if (!members.isEmpty()) {
      receivers.add(
          new Receiver(
              "alertmanager",
              Receiver.Nature.Level.DEFAULT,
              Severity.WARNING,
              members.stream().map(each -> each.name).toList(),
              Map.of()));
    }
    receivers.add(pager("pagerduty", patience()));
    var ofSite = new LinkedHashMap<SiteId, Set<String>>();
    if (is(LADDERED) && is(GROUPED)) {
      receivers.add(pager("second", SECOND));
    } else if (is(LADDERED)) {
      var own = receivers.stream().map(Receiver::name).collect(Collectors.toSet());
      sites.forEach(each -> ofSite.put(each.id, own));
      receivers.add(pager("second", Duration.ZERO));
    }
    return new Rules(
        new Inventory(
            Duration.ofSeconds(interval), sites.stream().map(Datacenter::expected).toList()),
        new Routing("watcher", Optional.empty(), receivers, ofSite));
  }

  private static Receiver pager(String name, Duration after) {
    return new Receiver(
        name, Receiver.Nature.Edge.DEFAULT, Severity.CRITICAL, List.of("events"), Map.of(), after);
  }

  /** How long PagerDuty waits for Alertmanagers to prove that they told somebody. */
  private Duration patience() {
    return is(LADDERED) && !members.isEmpty() ? AFTER : Duration.ZERO;
  }

  private Map<Route, Line> lines(SimulatedWatcher watcher) {
    var lines = new LinkedHashMap<Route, Line>();
    talks.clear(); // one watcher has them
    for (var member : members) {
      var route = new Route("alertmanager", member.name);
      Line.Far posts = (due, time) -> post(watcher, member, due, time);
      var far = isAsked() ? new Talk(watcher, member, route, posts) : posts;
      if (far instanceof Talk talk) {
        talks.add(talk); // which is asked for the first time while the first turn is taken
      }
      lines.put(route, new Line(SteppedLane.toAlertmanager(route, chance::share), far));
    }
    lines.put(EVENTS, toPager(watcher, EVENTS, pagerDuty, chance));
    if (is(LADDERED)) {
      lines.put(SECOND_EVENTS, toPager(watcher, SECOND_EVENTS, secondPager, jitter));
    }
    return lines;
  }

  private Line toPager(SimulatedWatcher watcher, Route route, PagerDuty pager, Chance whose) {
    return new Line(
        SteppedLane.toPagerDuty(route, whose::share),
        (due, time) -> page(watcher, pager, due, time));
  }

  private Reply post(SimulatedWatcher watcher, Alertmanager member, Due due, long time) {
    if (watcher.isBlind()) {
      return Reply.NONE;
    }
    oracle.leaves(watcher, due);
    var memberNow = member.clock(time);
    var since = Clock.seconds(due.incident().since());
    var startsAt = Math.min(since, memberNow - (due.resolves() ? 600 : 1));
    var endsAt = due.resolves() ? startsAt + 1 : memberNow + LEASE;
    return member.post(due.incident().alert(), due.key().value(), startsAt, endsAt, time);
  }

  private Reply page(SimulatedWatcher watcher, PagerDuty pager, Due due, long time) {
    if (watcher.isBlind()) {
      return Reply.NONE;
    }
    oracle.leaves(watcher, due);
    var event = new Event(due.key().value(), due.resolves(), "watcher", orders.next());
    return pager.receive(event, time);
  }
}
