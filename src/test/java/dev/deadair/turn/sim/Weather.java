package dev.deadair.turn.sim;

import dev.deadair.liveness.BlindCause;
import dev.deadair.replay.SimulatedServer.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What goes wrong, when, and for how long. */
final class Weather {

  static final List<Condition> BAD =
      List.of(
          Condition.KILLED,
          Condition.FROZEN,
          Condition.STARVED,
          Condition.REPLAYING,
          Condition.CUT_OFF,
          Condition.FULL);

  static final List<BlindCause> OPAQUE =
      List.of(BlindCause.UNAUTHORIZED, BlindCause.MIDDLEBOX, BlindCause.BODY_OVER_BOUND);

  private record Due(long at, long order, Runnable what) {}

  private final Chance chance;
  private final Episode world;
  private final PriorityQueue<Due> plan =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long order;
  private long now;
  private long faults;
  private boolean over;

  Weather(Chance chance, Episode world) {
    this.chance = chance;
    this.world = world;
    world.sites.forEach(this::outages);
    var watchers = chance.between(1, 3);
    some(20, this::replica);
    some(1800, this::flap);
    some(300, this::opaque);
    some(40 / watchers, this::lostLook);
    some(600 / watchers, this::blind);
    some(150 / watchers, this::crash);
    some(1200 / watchers, this::suspend);
    some(1200 / watchers, this::clockStep);
    some(120 / watchers, this::disk);
    some(6000, this::journal);
    some(35, this::pagerDuty);
    some(35, this::alertmanager);
  }

  /** How many things went wrong. */
  long faults() {
    return faults;
  }

  void until(long time) {
    for (var next = plan.peek(); next != null && next.at() <= time; next = plan.peek()) {
      plan.remove();
      now = next.at();
      next.what().run();
    }
  }

  /** Nothing goes wrong any more, and what is wrong is mended. */
  void end(long time) {
    over = true;
    now = time;
    plan.clear();
    for (var site : world.sites) {
      site.replicas.forEach(each -> each.heal(now));
    }
    for (var watcher : world.watchers) {
      watcher.blind(false, now);
      watcher.hang(false, now);
      watcher.disk.become(Disk.Health.FINE);
    }
    world.pagerDuty.become(PagerDuty.Mood.FINE, now);
    world.secondPager.become(PagerDuty.Mood.FINE, now);
    for (var member : world.members) {
      member.start(now);
      member.cut(false, false, false, now);
    }
  }

  /** Each kind comes in half of all episodes, and in those more or less often. */
  private void some(long mean, Runnable fault) {
    if (chance.oneIn(2)) {
      every(mean * chance.between(1, 3), fault);
    }
  }

  private void every(long mean, Runnable fault) {
    after(
        chance.about(mean),
        () -> {
          faults++;
          fault.run();
          if (!over) {
            every(mean, fault);
          }
        });
  }

  /** One more kind of fault, by chances of its own. */
  void often(Chance theirs, long mean, Consumer<Chance> fault) {
    after(
        theirs.about(mean),
        () -> {
          faults++;
          fault.accept(theirs);
          if (!over) {
            often(theirs, mean, fault);
          }
        });
  }

  /** What time it is. */
  long now() {
    return now;
  }

  void note(String format, Object... what) {
    world.chronicle.at(now);
    world.chronicle.note(format, what);
  }

  void after(long wait, Runnable what) {
    plan.add(new Due(now + wait, order++, what));
  }

  void spoil(Replica replica, Condition bad, long lasts) {
    note("%s becomes %s for %d s after %s", replica.id(), bad, lasts, replica.condition());
    replica.suffers(bad, now);
    after(
        lasts,
        () -> {
          if (bad == Condition.KILLED && chance.oneIn(2)) {
            replica.suffers(Condition.REPLAYING, now);
            after(chance.between(5, 90), () -> replica.recovers(Condition.REPLAYING, now));
          }
          replica.recovers(bad, now);
        });
  }

  /** A site's outages follow one another, often soon and now and then much later. */
  private void outages(Datacenter site) {
    var gap = chance.oneIn(3) ? chance.about(200) : chance.about(900);
    after(
        gap,
        () -> {
          faults++;
          outage(site);
        });
  }

  /** All replicas of a site, not quite at once, for less than the window or for more. */
  private void outage(Datacenter site) {
    var window = site.window();
    var lasts =
        chance.oneIn(3)
            ? chance.between(window / 2, window)
            : chance.between(window, 2 * window + 4L * world.interval);
    after(lasts, () -> outages(site));
    var same = chance.of(BAD);
    var together = chance.oneIn(2);
    for (var each : site.replicas) {
      var from = chance.between(0, 40);
      after(
          from, () -> spoil(each, together ? same : chance.of(BAD), lasts + chance.between(0, 40)));
    }
  }

  private void replica() {
    spoil(chance.of(chance.of(world.sites).replicas), chance.of(BAD), chance.about(120));
  }

  /** A site that comes and goes. */
  private void flap() {
    var site = chance.of(world.sites);
    var dark = chance.between(20, 100);
    var light = chance.between(15, 80);
    for (var i = 0; i < 8; i++) {
      after(
          i * (dark + light) + 1,
          () -> site.replicas.forEach(each -> spoil(each, Condition.KILLED, dark)));
    }
  }

  private void opaque() {
    var site = chance.of(world.sites);
    var cause = chance.of(OPAQUE);
    var lasts = chance.about(150);
    hide(chance.oneIn(2) ? site.replicas : List.of(chance.of(site.replicas)), cause, lasts);
  }

  void hide(List<Replica> replicas, BlindCause cause, long lasts) {
    for (var each : replicas) {
      note("%s opaque %s for %d s", each.id(), cause, lasts);
      each.answerWith(Optional.of(cause), now);
      after(lasts, () -> each.answerWith(Optional.empty(), now));
    }
  }

  private void lostLook() {
    note("a look is lost");
    chance.of(world.watchers).loseLook(now);
  }

  private void blind() {
    var watcher = chance.of(world.watchers);
    var lasts = chance.about(100);
    note("blind for %d s", lasts);
    watcher.blind(true, now);
    after(lasts, () -> watcher.blind(false, now));
  }

  private void crash() {
    note("crash");
    chance.of(world.watchers).die(chance.of(List.of(Boundary.values())), chance.oneIn(2));
  }

  private void suspend() {
    var lasts = chance.about(300);
    note("suspended for %d s", lasts);
    chance.of(world.watchers).suspend(now, now + lasts);
  }

  private void clockStep() {
    var by = chance.oneIn(2) ? chance.about(30) : chance.about(1800);
    var step = chance.oneIn(2) ? by : -by;
    note("clock stepped by %d s", step);
    chance.of(world.watchers).stepClock(step, now);
  }

  private void disk() {
    var disk = chance.of(world.watchers).disk;
    var lasts = chance.about(100);
    disk.become(chance.oneIn(4) ? Disk.Health.HUNG : Disk.Health.FULL);
    note("disk %s for %d s", disk.health(), lasts);
    after(lasts, () -> disk.become(Disk.Health.FINE));
  }

  /** The journal is damaged by the same accident that kills the process. */
  private void journal() {
    note("journal lost");
    var watcher = chance.of(world.watchers);
    watcher.die(Boundary.BEFORE_COMMIT, false);
    watcher.loseJournal();
  }

  private void pagerDuty() {
    fail(world.pagerDuty, "PagerDuty", chance, chance.about(60));
  }

  void fail(PagerDuty pager, String name, Chance whose, long lasts) {
    var moods = List.of(PagerDuty.Mood.values());
    var mood = whose.of(moods.subList(1, moods.size()));
    note("%s %s for %d s", name, mood, lasts);
    pager.become(mood, now);
    after(lasts, () -> pager.become(PagerDuty.Mood.FINE, now));
  }

  private void alertmanager() {
    if (world.members.isEmpty()) {
      return;
    }
    var member = chance.of(world.members);
    var lasts = chance.about(120);
    var what = (int) chance.between(0, 5);
    note("%s fault %d for %d s", member.name, what, lasts);
    switch (what) {
      case 0 -> member.kill(false);
      case 1 -> member.kill(true);
      case 2 -> member.freeze();
      case 3 -> member.skew(chance.between(-300, 300));
      case 4 -> member.cut(true, chance.oneIn(2), chance.oneIn(2), now);
      default -> member.cut(false, chance.oneIn(2), true, now);
    }
    after(
        lasts,
        () -> {
          member.start(now);
          member.cut(false, false, false, now);
        });
  }
}
