package dev.deadair.view;

import dev.deadair.liveness.Moment;
import dev.deadair.turn.Commit;
import dev.deadair.turn.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How this watcher itself fares.
 *
 * @param watched whether a dead man's switch watches it
 * @param ailments why that is not pinged, or would not be; empty while all is well
 * @param owedSince since when some receiver has not taken what it ought to know; empty where all
 *     know all
 * @param lost the journal that this run last had to set aside
 */
public record SelfView(
    boolean watched, List<String> ailments, Optional<Instant> owedSince, Optional<Loss> lost) {

  public SelfView {
    ailments = List.copyOf(ailments);
  }

  /** A journal that was set aside: what it held may be lost. */
  public record Loss(Instant at, String what) {}

  static SelfView of(State state, Commit kept, Moment now) {
    return new SelfView(
        state.rules().routing().vigil().bySwitch(),
        Ailments.of(state, kept, now),
        state.undeliveredSince(now),
        state.lost().map(each -> new Loss(each.at().wall(), each.what())));
  }
}
