package dev.deadair.app;

import dev.deadair.alert.Announcement;
import dev.deadair.alert.Report;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Transition;
import dev.deadair.notify.Courier;
import dev.deadair.store.Journal;
import dev.deadair.turn.Commit;
import dev.deadair.turn.Fact;
import dev.deadair.turn.State;
import dev.deadair.view.View;
import dev.deadair.web.Board;
import dev.deadair.web.Meters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer: it owns the state and takes a turn every second, on one thread that never
 * overlaps itself.
 */
final class Watch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /** How many turns in a row may fail before that is told. */
  private static final int MOST_FAILURES = 3;

  private final Inbox inbox;
  private final Journal journal;
  private final Courier courier;
  private final Board board;
  private final Meters meters;
  private final Supplier<Moment> clock;
  private final ServiceManager systemd;
  private State state;
  private List<Fact> facts = List.of();
  private int failures;
  private Optional<Announcement> distress = Optional.empty();

  Watch(
      State state,
      Inbox inbox,
      Journal journal,
      Courier courier,
      Board board,
      Meters meters,
      Supplier<Moment> clock,
      ServiceManager systemd) {
    this.state = state;
    this.inbox = inbox;
    this.journal = journal;
    this.courier = courier;
    this.board = board;
    this.meters = meters;
    this.clock = clock;
    this.systemd = systemd;
  }

  /** One turn: take what arrived, decide, remember, tell, show. Commit before page. */
  void tick(Moment now) {
    facts = inbox.drain();
    var turn = state.turn(facts, now);
    var kept = journal.commit(turn);
    inbox.put(new Fact.Stored(kept));
    state = turn.state();
    log(turn.transitions());
    courier.send(turn.due(), kept);
    board.publish(View.of(state, kept, now, board.view()));
  }

  /** Takes a turn; one that throws is counted and logged once, and the next one runs. */
  @Override
  public void run() {
    try {
      var began = clock.get();
      turn(began);
      meters.ticked(clock.get().since(began));
    } catch (RuntimeException | Error e) { // whatever passes here ends the turns for good
      if (++failures == 1) {
        LOG.error("turns=failing and the time cannot be told", e);
      }
    }
  }

  private void turn(Moment now) {
    try {
      tick(now);
      healed();
      meters.turned();
      systemd.turned();
    } catch (RuntimeException | Error e) {
      failed(e, now);
    }
  }

  /** What was told meanwhile is the state's once a turn has taken it, and ended. */
  private void healed() {
    if (failures > 0) {
      failures = 0;
      LOG.info("turns=healed");
    }
    if (facts.stream().anyMatch(Fact.Recovered.class::isInstance)) {
      distress = Optional.empty();
    }
    distress.ifPresent(told -> inbox.put(new Fact.Recovered(told.incident())));
  }

  /** A single turn may stumble over a fact; three in a row decide nothing, and nobody is paged. */
  private void failed(Throwable bug, Moment now) {
    if (++failures == 1) {
      LOG.error("turns=failing", bug);
    }
    if (failures < MOST_FAILURES) {
      return;
    }
    var routing = state.rules().routing();
    var told =
        distress
            .orElseGet(() -> Announcement.ofFailingTurns(routing.watcher(), now))
            .heard(reports());
    distress = Optional.of(told);
    try {
      var due = told.due(routing, each -> told.severity().atLeast(each.minSeverity()), now);
      distress = Optional.of(told.offered(due, now));
      courier.send(due, new Commit.Unkept("turns fail"));
    } catch (RuntimeException | Error e) {
      LOG.error("turns=failing and that cannot be told", e);
    }
  }

  private List<Report> reports() {
    return facts.stream()
        .flatMap(
            fact -> fact instanceof Fact.Delivered(var report) ? Stream.of(report) : Stream.empty())
        .toList();
  }

  private static void log(List<Transition> transitions) {
    for (var each : transitions) {
      LOG.info(
          "subject={} from={} to={} because=\"{}\"",
          each.subject(),
          each.from(),
          each.to(),
          each.because());
    }
  }
}
