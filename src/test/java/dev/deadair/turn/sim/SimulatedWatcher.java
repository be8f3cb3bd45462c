package dev.deadair.turn.sim;

import static java.util.Objects.requireNonNull;

import dev.deadair.alert.Due;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Route;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.turn.Turn;
import dev.deadair.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One watcher: the real decision, on a machine of its own that may fail in every way. */
final class SimulatedWatcher {

  final Clock clock = new Clock();
  final Disk disk;
  private final Rules rules;

  /** Seconds from one look at an instance to the next. */
  private final int interval;

  private final SimulatedProbe probe;
  private final List<Known> known = new ArrayList<>();
  private final Map<InstanceId, Known> byId = new LinkedHashMap<>();
  private final Map<Route, Line> lines;
  private final Lines connects;
  private final Listener listener;

  private final Shell shell;

  /** Looks at all at once, and takes its turn once each look has been answered or given up. */
  private final boolean coarse;

  private final List<Fact> facts = new ArrayList<>();
  private State state;
  private @Nullable Boundary dies;
  private boolean diesEventfully;

  /** Until when it does not run; NEVER while it does. */
  private long awayUntil = Clock.NEVER;

  private boolean restarts;

  /** Whether a run of it has not found all that the one before it did. */
  private boolean forgot;

  private Commit kept = new Commit.Kept();
  private long turned;

  /** Whether it has just come back, and has taken no turn since. */
  private boolean wakes = true;

  /** What was due at its latest turn. */
  private Map<Route, List<Due>> offered = Map.of();

  /** Since when it has run and seen without a break. */
  private long steadySince;

  /** Makes the connections of a new process. */
  interface Lines {
    Map<Route, Line> open(SimulatedWatcher watcher);
  }

  /** Who hears of every turn before anything of it leaves, and of every other run. */
  interface Listener {
    void turned(SimulatedWatcher watcher, List<Fact> facts, Turn turn);

    /** Its journal holds what the latest turn knew. */
    void kept();

    /** It has come back, and knows what its journal holds. */
    void restarted();
  }

  SimulatedWatcher(
      Rules rules,
      List<Replica> replicas,
      Lines connects,
      Listener listener,
      boolean coarse,
      Shell shell) {
    this.rules = rules;
    this.interval = (int) rules.inventory().interval().toSeconds();
    this.coarse = coarse;
    this.shell = shell;
    this.disk = new Disk(shell.isClose());
    this.listener = listener;
    this.probe =
        new SimulatedProbe(
            replicas,
            interval,
            coarse,
            shell == Shell.PATIENT ? rules.inventory().patience().toSeconds() : 0);
    this.connects = connects;
    this.lines = new LinkedHashMap<>(connects.open(this));
    this.state = State.of(rules, disk.load(clock.at(0)), clock.at(0));
    for (var each : replicas) {
      var what = new Known();
      known.add(what);
      byId.put(each.id(), what);
    }
  }

  State state() {
    return state;
  }

  Known known(InstanceId id) {
    return requireNonNull(byId.get(id));
  }

  boolean isBlind() {
    return probe.isBlind();
  }

  /** Since when nothing has kept it from looking, judging and remembering what it knew. */
  long steadySince() {
    return steadySince;
  }

  boolean runs() {
    return awayUntil == Clock.NEVER;
  }

  /** Its network goes, controls included, or comes back. */
  void blind(boolean gone, long time) {
    probe.blind(gone);
    steadySince = time;
  }

  /**
   * Somebody says that they work on a part of the fleet; what is said to one that is away is lost.
   */
  void maintain(Maintenance.Wanted wanted) {
    hears(new Fact.Muted(wanted));
  }

  /** Something reaches it; what reaches one that is away is lost. */
  void hears(Fact fact) {
    if (runs()) {
      facts.add(fact);
    }
  }

  /** Every maintenance that goes on. */
  List<Maintenance> maintained(long time) {
    var now = clock.at(time);
    return state.mutes().all().stream().filter(each -> each.isOn(now)).toList();
  }

  /** None of its looks ends any more, though the rest of it works; or they do again. */
  void hang(boolean now, long time) {
    probe.hang(now);
    steadySince = time;
  }

  boolean hasForgotten() {
    return forgot;
  }

  boolean hangs() {
    return probe.hangs();
  }

  /** It stands still, as after SIGSTOP: time goes on. */
  void stop(long until) {
    if (runs()) {
      awayUntil = until;
      restarts = false;
    }
  }

  void loseLook(long time) {
    probe.loseLook();
    steadySince = time;
  }

  /** Its wall clock is stepped, whether it runs or not. */
  void stepClock(long seconds, long time) {
    clock.step(seconds);
    steadySince = time;
  }

  void suspend(long time, long until) {
    if (runs()) {
      awayUntil = until;
      restarts = false;
      clock.slept(until - time);
    }
  }

  /** Its wall clock is set right. */
  void setClock(long time) {
    clock.set();
    steadySince = time;
  }

  /** It dies there in its next turn, or in the next in which an incident changes. */
  void die(Boundary where, boolean eventfully) {
    dies = where;
    diesEventfully = eventfully;
  }

  /** One turn, unless it is away, and whether there was one; dies for {@code away} if it dies. */
  boolean tick(long time, int step, long away) {
    if (!runs()) {
      if (time < awayUntil) {
        return false;
      }
      awayUntil = Clock.NEVER;
      wakes = true;
      steadySince = time;
      if (restarts) {
        start(time);
      }
    }
    var now = clock.at(time);
    hear(time, now);
    facts.addAll(probe.look(time, step, now));
    if (coarse && time % interval != SimulatedProbe.TIMEOUT && !wakes) {
      // Couriers do not wait for turns; a real one would see within a second what is not over.
      lines.forEach(
          (route, line) -> line.offer(offered.getOrDefault(route, List.of()), false, now));
      send(time, now, Integer.MAX_VALUE);
      return false;
    }
    wakes = false;
    var turn = state.turn(List.copyOf(facts), now);
    if (dies != null && (!diesEventfully || !turn.changes().incidents().isEmpty())) {
      dieIn(turn, time, away, now);
      return true;
    }
    take(turn, time);
    send(turn.due(), commit(turn), time, now, Integer.MAX_VALUE);
    return true;
  }

  private void dieIn(Turn turn, long time, long away, Moment now) {
    var where = dies;
    dies = null;
    switch (where) {
      case BEFORE_TURN, BEFORE_COMMIT -> {}
      case BEFORE_SENDING -> {
        take(turn, time);
        commit(turn);
      }
      case AMID_SENDING -> {
        take(turn, time);
        send(turn.due(), commit(turn), time, now, 1);
      }
      case AFTER_SENDING -> {
        take(turn, time);
        send(turn.due(), commit(turn), time, now, Integer.MAX_VALUE);
      }
      case null -> {}
    }
    restarts = true;
    awayUntil = time + away;
  }

  private void start(long time) {
    facts.clear();
    probe.restarted();
    forgot |= disk.keepsNotAll();
    offered = Map.of();
    lines.clear();
    lines.putAll(connects.open(this));
    known.forEach(Known::restarted);
    state = State.of(rules, disk.load(clock.at(time)), clock.at(time));
    listener.restarted();
  }

  private void take(Turn turn, long time) {
    var taken = List.copyOf(facts);
    facts.clear();
    for (var each : probe.taken()) {
      known.get(each.replica()).saw(each.look(), each.life(), each.lastUseful(), each.at(), time);
    }
    state = turn.state();
    turned = time;
    listener.turned(this, taken, turn);
  }

  /** Whether it would tell a dead man's switch, at its latest turn, that all is well. */
  boolean saysAllIsWell() {
    return View.of(state, kept, clock.at(turned), View.BLANK).self().ailments().isEmpty();
  }

  private Commit commit(Turn turn) {
    for (var id : turn.changes().memory().instances().keySet()) {
      requireNonNull(byId.get(id)).noted();
    }
    var before = disk.seq();
    var commit = disk.commit(turn);
    kept = commit;
    if (shell.isClose()) {
      facts.add(new Fact.Stored(commit));
    }
    if (disk.seq() == turn.seq() && before != turn.seq()) {
      known.forEach(before == 0 ? Known::keptWhole : Known::kept);
      listener.kept();
    }
    return commit;
  }

  private void send(List<Due> due, Commit kept, long time, Moment now, int most) {
    var byRoute = new LinkedHashMap<Route, List<Due>>();
    for (var each : due) {
      byRoute.computeIfAbsent(each.route(), _ -> new ArrayList<>()).add(each);
    }
    offered = byRoute;
    lines.forEach(
        (route, line) ->
            line.offer(byRoute.getOrDefault(route, List.of()), kept instanceof Commit.Kept, now));
    send(time, now, most);
  }

  private void send(long time, Moment now, int most) {
    var sent = 0;
    for (var line : lines.values()) {
      if (sent < most && line.send(time, now)) {
        sent++;
      }
    }
  }

  private void hear(long time, Moment now) {
    for (var line : lines.values()) {
      line.ended(time, now).ifPresent(report -> facts.add(new Fact.Delivered(report)));
    }
  }

  /** Its journal is damaged and set aside; it starts without. */
  void loseJournal() {
    forgot = true;
    disk.wipe();
    known.forEach(Known::wiped);
  }
}
