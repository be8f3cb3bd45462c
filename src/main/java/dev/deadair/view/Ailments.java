package dev.deadair.view;

import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Pulse;
import dev.deadair.turn.Commit;
import dev.deadair.turn.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What ails this watcher itself: while anything does, it must not say that all is well. */
final class Ailments {

  /** How old the proof may be that some receiver would take a page. */
  static final Duration PROOF = Duration.ofMinutes(5);

  /** How long a page may be on its way. */
  static final Duration DELIVERY = Duration.ofMinutes(1);

  private Ailments() {}

  static List<String> of(State state, Commit kept, Moment now) {
    var ailments = new ArrayList<String>();
    if (kept instanceof Commit.Unkept(var why)) {
      ailments.add("the journal does not hold what it should: " + why);
    }
    blindness(state, now, ailments);
    if (state.routeProvenAt().filter(at -> now.since(at).compareTo(PROOF) <= 0).isEmpty()) {
      ailments.add("no receiver has been proven to take a page for " + PROOF.toMinutes() + " min");
    }
    state.unheard(now).stream()
        .filter(each -> now.since(each.wantedSince()).compareTo(DELIVERY) > 0)
        .forEach(each -> ailments.add("nobody hears of " + each.alert()));
    return ailments;
  }

  private static void blindness(State state, Moment now, List<String> into) {
    var fleet = state.fleet();
    fleet
        .sight()
        .pulse()
        .flatMap(pulse -> pulse.disturbing(now, fleet.inventory().unbroken()))
        .map(Ailments::words)
        .ifPresent(into::add);
    fleet
        .sight()
        .clock()
        .wrong()
        .map(each -> BlindCause.CLOCK_WRONG.words() + " (by " + each.by().toSeconds() + " s)")
        .ifPresent(into::add);
    for (var site : fleet.sites().values()) {
      blind(site.judgement(), site.id().toString(), into);
    }
  }

  private static void blind(Judgement judgement, String site, List<String> into) {
    judgement
        .blind()
        .filter(BlindCause::isOurs)
        .ifPresent(cause -> into.add("blind at " + site + ": " + cause.words()));
  }

  private static String words(Pulse.Disturbance disturbance) {
    return disturbance.cause().words()
        + " (by "
        + disturbance.by().toSeconds()
        + " s, at "
        + disturbance.at().wall()
        + ")";
  }
}
