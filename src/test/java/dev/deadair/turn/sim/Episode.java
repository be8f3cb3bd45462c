package dev.deadair.turn.sim;

import dev.deadair.alert.Due;
import dev.deadair.alert.Receiver;
import dev.deadair.alert.Route;
import dev.deadair.alert.Routing;
import dev.deadair.alert.Severity;
import dev.deadair.liveness.Inventory;
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

/** A few hours of a few sites and those who watch them, as one seed has it. */
final class Episode {

  private static final long STORM = 6 * 3600;
  private static final long CALM = 46 * 60;
  private static final long LEASE = 15 * 60;

  /** Of so many worlds the first are as they ever were, so that their seeds stay what they are. */
  private static final int WORLDS = 16;

  private static final Set<Integer> WORKED_ON = Set.of(10, 11);

  private static final Set<Integer> GROUPED = Set.of(12, 13, 14, 15);

  final List<Datacenter> sites = new ArrayList<>();
  final List<SimulatedWatcher> watchers = new ArrayList<>();
  final List<Alertmanager> members = new ArrayList<>();
  final PagerDuty pagerDuty;
  private final Chance chance;
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
    interval = chance.of(List.of(15, 30, 30, 60));
    oracle = new Oracle(sites, watchers, interval, chronicle);
    pagerDuty = new PagerDuty(chance, oracle);
    var size = (int) chance.between(3, 5);
    for (var i = 0; i < size; i++) {
      sites.add(new Datacenter("dc" + i, (int) chance.between(1, 3), interval, chance));
    }
    for (var i = 0; i < chance.between(0, 2); i++) {
      members.add(new Alertmanager("am" + i, i, pagerDuty, orders));
    }
    members.forEach(each -> each.knows(members));
    var grouping = new Chance(seed, 1);
    if (is(GROUPED)) {
      sites.forEach(each -> each.group("apps", (int) grouping.between(1, 2)));
    }
    var replicas = sites.stream().flatMap(each -> each.replicas.stream()).toList();
    watchers.add(new SimulatedWatcher(rules(), replicas, this::lines, oracle, !chance.oneIn(10)));
    weather = new Weather(chance, this);
    if (is(GROUPED)) {
      weather.groups(grouping);
    }
    if (is(WORKED_ON)) {
      weather.operators(new Chance(seed, 2));
    }
  }

  private boolean is(Set<Integer> kind) {
    return kind.contains((int) Math.floorMod(seed, (long) WORLDS));
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
        weather.faults() + pagerDuty.mangled(),
        turns,
        now,
        oracle.pages,
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
    for (var watcher : watchers) {
      var away = chance.oneIn(4) ? chance.about(200) : chance.between(1, 10);
      turns += watcher.tick(now, step, away) ? 1 : 0;
    }
    members.forEach(each -> each.advanceTo(now));
    pagerDuty.advanceTo(now);
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
    receivers.add(
        new Receiver(
            "pagerduty",
            Receiver.Nature.Edge.DEFAULT,
            Severity.CRITICAL,
            List.of("events"),
            Map.of()));
    return new Rules(
        new Inventory(
            Duration.ofSeconds(interval), sites.stream().map(Datacenter::expected).toList()),
        new Routing("watcher", Optional.empty(), receivers, Map.of()));
  }

  private Map<Route, Line> lines(SimulatedWatcher watcher) {
    var lines = new LinkedHashMap<Route, Line>();
    for (var member : members) {
      var route = new Route("alertmanager", member.name);
      lines.put(
          route,
          new Line(
              SteppedLane.toAlertmanager(route, chance::share),
              (due, time) -> post(watcher, member, due, time)));
    }
    var route = new Route("pagerduty", "events");
    lines.put(
        route,
        new Line(
            SteppedLane.toPagerDuty(route, chance::share),
            (due, time) -> page(watcher, due, time)));
    return lines;
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

  private Reply page(SimulatedWatcher watcher, Due due, long time) {
    if (watcher.isBlind()) {
      return Reply.NONE;
    }
    oracle.leaves(watcher, due);
    var event = new Event(due.key().value(), due.resolves(), "watcher", orders.next());
    return pagerDuty.receive(event, time);
  }
}
