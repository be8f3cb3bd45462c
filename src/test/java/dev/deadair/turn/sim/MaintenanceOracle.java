package dev.deadair.turn.sim;

import dev.deadair.alert.Due;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Reason;
import dev.deadair.turn.Turn;
import java.util.HashMap;
import java.util.Map;

/** What must hold of what somebody works on: it is told to nobody, for as long as they said. */
final class MaintenanceOracle {

  /** How far its end may be off: steps of two seconds are not told from a clock that is slewed. */
  private static final long SLACK = 10;

  /** True time at which each began. */
  private final Map<String, Long> began = new HashMap<>();

  /** True time at which each incident opened. */
  private final Map<IncidentId, Long> opened = new HashMap<>();

  /** True time at which each ends at the latest. */
  private final Map<String, Long> ends = new HashMap<>();

  /** Until when somebody is known to have worked on a site. */
  private final Map<Datacenter, Long> until = new HashMap<>();

  /** A turn remembers what goes on, whatever became of the clock or the process. */
  void turned(Turn turn, long time) {
    turn.changes().incidents().forEach(each -> opened.putIfAbsent(each.id(), time));
    for (var each : turn.state().mutes().all()) {
      began.putIfAbsent(each.id(), time);
      ends.computeIfAbsent(
          each.id(), _ -> time + each.until().boot().minus(each.from().boot()).toSeconds());
    }
  }

  /**
   * What opened while somebody worked on it is told to nobody before the end of that, and what came
   * back to nobody who took its end.
   */
  void leaves(SimulatedWatcher watcher, Due due, long time) {
    watcher
        .maintenance(due.incident().alert().site().orElseThrow(), time)
        .filter(
            each ->
                began.get(each.id()) <= opened.getOrDefault(due.incident().id(), time)
                    || tookTheEnd(due))
        .ifPresent(
            each -> {
              throw new Violation(Violation.Kind.MUTED, due.incident().alert() + " during " + each);
            });
  }

  private static boolean tookTheEnd(Due due) {
    var told = due.incident().told().get(due.route());
    return told != null
        && due.reason() == Reason.CHANGED
        && told.generation() == due.generation() - 1;
  }

  /** Until when somebody works on a site, or last did: no longer than they said, nor less long. */
  long until(SimulatedWatcher watcher, Datacenter site, long time) {
    if (watcher.runs()) {
      var now = watcher.clock.at(time);
      for (var each : watcher.state().mutes().all()) {
        var left = ends.getOrDefault(each.id(), time) - time;
        if (each.endedAt().isEmpty() && each.isOn(now) != left > 0 && Math.abs(left) > SLACK) {
          throw new Violation(
              Violation.Kind.MUTED, "%s has %d s to go".formatted(word(each), left));
        }
      }
    }
    if (watcher.maintenance(site.id, time).isPresent()) {
      until.put(site, time);
    }
    return until.getOrDefault(site, Clock.NEVER);
  }

  private static String word(Maintenance maintenance) {
    return maintenance.id() + " of " + maintenance.subject();
  }
}
