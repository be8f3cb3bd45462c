package dev.deadair.replay;

import dev.deadair.alert.Due;
import dev.deadair.alert.Outcome;
import dev.deadair.alert.Report;
import dev.deadair.liveness.Failure;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import dev.deadair.liveness.Signal;
import dev.deadair.turn.Fact;
import dev.deadair.turn.Past;
import dev.deadair.turn.Rules;
import dev.deadair.turn.State;
import dev.deadair.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One watcher and its servers on a virtual clock: looks every interval, a turn every second,
 * receivers that take everything. The decision inside is the real one.
 *
 * <p>There is true time, by which servers live, and there are the watcher's clocks, which may be
 * stepped and stand still.
 */
public final class Simulation {

  private static final Duration INSPECTION = Duration.ofMinutes(5);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Rules rules;
  private final Map<InstanceId, Server> servers = new LinkedHashMap<>();
  private final Duration timeout;
  private final Instant start;
  private final MemoryJournal journal = new MemoryJournal();
  private final List<Fact> facts = new ArrayList<>();
  private final Map<InstanceId, Observation.Answered> inspected = new HashMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private Duration elapsed = Duration.ZERO;
  private Moment now;
  private State state;
  private boolean blind;
  private boolean unheard;

  /** A look that gets no answer ends when its deadline has passed. */
  private record Pending(Duration ends, Observation.Refused look) {}

  /**
   * A watcher that begins to look at {@code start}.
   *
   * @param timeout how long a look waits for an answer
   */
  public Simulation(
      Rules rules, Collection<? extends Server> servers, Instant start, Duration timeout) {
    this.rules = rules;
    servers.forEach(each -> this.servers.put(each.id(), each));
    this.timeout = timeout;
    this.start = start;
    this.now = new Moment(start, Duration.ofDays(3), Duration.ofDays(3));
    this.state = State.of(rules, Past.NONE, now);
  }

  /** The watcher's clocks. */
  public Moment now() {
    return now;
  }

  /** True time since the start. */
  public Duration elapsed() {
    return elapsed;
  }

  public State state() {
    return state;
  }

  /** The watcher's own network goes or comes back: nothing answers, controls included. */
  public void blind(boolean gone) {
    blind = gone;
  }

  public boolean isBlind() {
    return blind;
  }

  /** No receiver answers any more, or all do again. */
  public void unheard(boolean gone) {
    unheard = gone;
  }

  /** Something reaches the watcher beside what it looks for; the next turn takes it. */
  public void arrives(Fact fact) {
    facts.add(fact);
  }

  /** One second: servers live on, looks that are due end, one turn is taken. */
  public Turn second() {
    pass(SECOND);
    now = now.plus(SECOND);
    look();
    var turn = state.turn(List.copyOf(facts), now);
    facts.clear();
    state = turn.state();
    journal.commit(turn);
    if (!unheard) {
      turn.due().forEach(due -> facts.add(new Fact.Delivered(accepted(due))));
    }
    return turn;
  }

  /** The watcher is killed and starts again after {@code away}; its servers go on meanwhile. */
  public void restart(Duration away) {
    facts.clear();
    pending.clear();
    inspected.clear();
    pass(away);
    now = now.plus(away);
    state = State.of(rules, journal.load(now), now);
  }

  /** The same of its whole machine, whose clocks but the wall clock begin anew. */
  public void reboot(Duration away) {
    now = new Moment(now.wall(), Duration.ZERO, Duration.ZERO);
    journal.rebooted();
    restart(away);
  }

  /** The watcher's machine is suspended: its monotonic clock stands still. */
  public void suspend(Duration span) {
    pass(span);
    now = new Moment(now.wall().plus(span), now.mono(), now.boot().plus(span));
  }

  /** The watcher's wall clock is stepped. */
  public void stepClock(Duration by) {
    now = new Moment(now.wall().plus(by), now.mono(), now.boot());
  }

  private void pass(Duration span) {
    elapsed = elapsed.plus(span);
    servers.values().forEach(server -> server.advanceTo(start.plus(elapsed)));
  }

  private void look() {
    var second = elapsed.toSeconds();
    var interval = rules.inventory().interval().toSeconds();
    if (second % interval == 0) {
      facts.add(new Fact.Asked("gateway", false, !blind, now));
    }
    var phase = 0;
    for (var server : servers.values()) {
      if ((second + phase++) % interval == 0) {
        var look = server.look(now, !blind);
        take(look);
        inspect(server, look);
      }
    }
    takeEnded();
  }

  /** As the real ones: every few minutes, after a start, and after a load of its configuration. */
  private void inspect(Server server, Observation look) {
    if (!(look instanceof Observation.Answered answered) || !answered.isReady()) {
      return;
    }
    var before = inspected.get(server.id());
    var loaded = answered.scrape().signals().get(Signal.CONFIG_RELOAD_TIME);
    if (before == null
        || look.at().since(before.at()).compareTo(INSPECTION) >= 0
        || !before.scrape().processStart().equals(answered.scrape().processStart())
        || !before.scrape().signals().get(Signal.CONFIG_RELOAD_TIME).equals(loaded)) {
      inspected.put(server.id(), answered);
      server.inspect(now).ifPresent(each -> facts.add(new Fact.Inspected(each)));
    }
  }

  private void take(Observation look) {
    if (look instanceof Observation.Refused refused && isUnanswered(refused.failure().kind())) {
      pending.add(new Pending(elapsed.plus(timeout), refused));
    } else {
      facts.add(new Fact.Looked(look));
    }
  }

  private static boolean isUnanswered(Failure.Kind kind) {
    return kind == Failure.Kind.CONNECT_TIMEOUT
        || kind == Failure.Kind.READ_TIMEOUT
        || kind == Failure.Kind.DNS;
  }

  private void takeEnded() {
    for (var each : pending) {
      if (each.ends().compareTo(elapsed) <= 0) {
        var look = each.look();
        facts.add(new Fact.Looked(new Observation.Refused(look.instance(), now, look.failure())));
      }
    }
    pending.removeIf(each -> each.ends().compareTo(elapsed) <= 0);
  }

  private Report accepted(Due due) {
    return Report.on(due, now, new Outcome.Accepted(200));
  }
}
