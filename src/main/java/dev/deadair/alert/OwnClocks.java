package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.liveness.BlindCause;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.WallClock;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * From our own turns and clocks to symptoms: that we are away too often to watch, or that our wall
 * clock is wrong.
 */
final class OwnClocks {

  static final Set<BlindCause> CAUSES =
      EnumSet.of(
          BlindCause.SUSPENDED,
          BlindCause.STOOD_STILL,
          BlindCause.CLOCK_STEPPED,
          BlindCause.CLOCK_WRONG);

  private final Fleet fleet;
  private final Limits limits;
  private final Moment turn;

  private OwnClocks(Fleet fleet, Moment turn) {
    this.fleet = fleet;
    this.limits =
        fleet.sites().values().stream()
            .map(site -> site.expected().limits())
            .min(Comparator.comparing(Limits::window))
            .orElse(Limits.DEFAULT);
    this.turn = turn;
  }

  static List<Symptom> of(Fleet fleet, String watcher, Collection<Alert> open, Moment now) {
    var clocks = new OwnClocks(fleet, now);
    var causes = clocks.reached().map(Set::of).orElse(Set.of());
    var symptoms = new ArrayList<Symptom>();
    for (var cause : CAUSES) {
      var alert =
          new Alert(
              AlertName.BLIND,
              new Watcher(watcher),
              new TreeMap<>(Map.of("cause", cause.code(), "watcher", watcher)));
      if (causes.contains(cause)) {
        symptoms.add(clocks.symptom(alert, Standing.REACHED));
      } else if (open.contains(alert)) {
        symptoms.add(
            clocks.symptom(alert, clocks.isDisturbed() ? Standing.UNDERWAY : Standing.OVER));
      }
    }
    return symptoms;
  }

  private Optional<BlindCause> reached() {
    if (wrong().filter(each -> lasts(each.since())).isPresent()) {
      return Optional.of(BlindCause.CLOCK_WRONG);
    }
    return fleet
        .sight()
        .pulse()
        .filter(
            pulse ->
                pulse.isLost(
                    turn,
                    limits.window(),
                    patience(),
                    limits.warnAfter(),
                    fleet.inventory().unbroken()))
        .flatMap(pulse -> pulse.disturbing(turn, fleet.inventory().unbroken()))
        .map(each -> each.cause());
  }

  private Symptom symptom(Alert alert, Standing standing) {
    return new Symptom(
        alert,
        standing,
        wrong().map(WallClock.Wrong::since).map(Moment::wall).or(() -> Optional.of(turn.wall())),
        Optional.empty(),
        limits);
  }

  private boolean isDisturbed() {
    return wrong().isPresent()
        || fleet
            .sight()
            .pulse()
            .flatMap(each -> each.disturbing(turn, fleet.inventory().unbroken()))
            .isPresent();
  }

  private Optional<WallClock.Wrong> wrong() {
    return fleet.sight().clock().wrong();
  }

  private boolean lasts(Moment since) {
    return turn.since(since).compareTo(patience()) >= 0;
  }

  /** As of any blindness: half of the window, and never before what is worth a warning. */
  private Duration patience() {
    var half = limits.window().dividedBy(2);
    return half.compareTo(limits.warnAfter()) < 0 ? limits.warnAfter() : half;
  }
}
