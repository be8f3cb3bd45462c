package dev.deadair.turn.sim;

import dev.deadair.alert.Due;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Maintenance;
import dev.deadair.alert.Reason;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import dev.deadair.turn.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /** Until when somebody is known to have worked on a site, or on a group. */
  private final Map<Subject, Long> until = new HashMap<>();

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
  void leaves(SimulatedWatcher watcher, Due due, Datacenter site, long time) {
    var incident = due.incident();
    var covering = covering(watcher, site, incident.alert().subject(), time);
    if (!covering.isEmpty()
        && (tookTheEnd(due)
            || covering.stream()
                .allMatch(
                    each -> began.get(each.id()) <= opened.getOrDefault(incident.id(), time)))) {
      throw new Violation(Violation.Kind.MUTED, incident.alert() + " during " + covering);
    }
  }

  /** What goes on of the maintenance of a part of a site, or of each of its groups. */
  private static List<Maintenance> covering(
      SimulatedWatcher watcher, Datacenter site, Subject subject, long time) {
    var on = watcher.maintained(time);
    var whole = on.stream().filter(each -> contains(each.subject(), subject)).findFirst();
    if (whole.isPresent() || !subject.equals(site.id)) {
      return whole.stream().toList();
    }
    var parts = new ArrayList<Maintenance>();
    for (var part : site.parts) {
      var one = on.stream().filter(each -> each.subject().equals(part.id)).findFirst();
      if (one.isEmpty()) {
        return List.of();
      }
      parts.add(one.get());
    }
    return parts;
  }

  private static boolean contains(Subject whole, Subject part) {
    return whole.equals(part)
        || switch (whole) {
          case SiteId site -> part.ofSite().filter(site::equals).isPresent();
          case GroupId group -> part instanceof InstanceId id && id.group().equals(group);
          case InstanceId _, Watcher _ -> false;
        };
  }

  private static boolean tookTheEnd(Due due) {
    var told = due.incident().told().get(due.route());
    return told != null
        && due.reason() == Reason.CHANGED
        && told.generation() == due.generation() - 1;
  }

  /** None goes on for longer than they said, nor less long. */
  void check(SimulatedWatcher watcher, long time) {
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
  }

  /** Until when somebody works on a site as a whole, or last did. */
  long until(SimulatedWatcher watcher, Datacenter site, long time) {
    return until(watcher, site, site.id, time);
  }

  /** Until when somebody works on a group, or last did. */
  long until(SimulatedWatcher watcher, Datacenter site, Part part, long time) {
    return until(watcher, site, part.id, time);
  }

  private long until(SimulatedWatcher watcher, Datacenter site, Subject subject, long time) {
    if (!covering(watcher, site, subject, time).isEmpty()) {
      until.put(subject, time);
    }
    return until.getOrDefault(subject, Clock.NEVER);
  }

  private static String word(Maintenance maintenance) {
    return maintenance.id() + " of " + maintenance.subject();
  }
}
