package dev.deadair.app;

import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Transition;
import dev.deadair.notify.Courier;
import dev.deadair.store.Journal;
import dev.deadair.turn.State;
import dev.deadair.view.View;
import dev.deadair.web.Board;
import dev.deadair.web.Meters;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer: it owns the state and takes a turn every second, on one thread that never
 * overlaps itself.
 */
final class Watch implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Inbox inbox;
  private final Journal journal;
  private final Courier courier;
  private final Board board;
  private final Meters meters;
  private final Supplier<Moment> clock;
  private State state;
  private boolean failing;

  Watch(
      State state,
      Inbox inbox,
      Journal journal,
      Courier courier,
      Board board,
      Meters meters,
      Supplier<Moment> clock) {
    this.state = state;
    this.inbox = inbox;
    this.journal = journal;
    this.courier = courier;
    this.board = board;
    this.meters = meters;
    this.clock = clock;
  }

  /** One turn: take what arrived, decide, remember, tell, show. Commit before page. */
  void tick(Moment now) {
    var facts = inbox.drain();
    var turn = state.turn(facts, now);
    var kept = journal.commit(turn);
    state = turn.state();
    log(turn.transitions());
    courier.send(turn.due(), kept);
    board.publish(View.of(state, kept, now, board.view()));
  }

  /** Takes a turn; one that throws is counted and logged once, and the next one runs. */
  @Override
  public void run() {
    var began = clock.get();
    try {
      tick(began);
      if (failing) {
        failing = false;
        LOG.info("turns=healed");
      }
    } catch (RuntimeException e) {
      if (!failing) {
        failing = true;
        LOG.error("turns=failing", e);
      }
    }
    meters.ticked(clock.get().since(began));
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
