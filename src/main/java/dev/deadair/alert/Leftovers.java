package dev.deadair.alert;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Limits;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Pulse;
import dev.deadair.liveness.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an earlier run of ours may have left open though no journal holds it, and no site that is
 * well shows to be over: alarms about ourselves, findings that page, and test pages. A page does
 * not wait for a disk that is full; one that is left open takes in the next under its key, of which
 * nobody hears.
 *
 * <p>A run closes them once it has watched for so long that it would have told of them itself, and
 * no Alertmanager still believes the run before: only who closes is told. There are a dozen for
 * each site, so they go few at a time.
 */
final class Leftovers {

  private static final Set<AlertName> NAMES =
      EnumSet.of(
          AlertName.BLIND,
          AlertName.ALERT_PATH_BROKEN,
          AlertName.LAST_REPLICA_WILL_NOT_RESTART,
          AlertName.DRILL);

  /** Twenty or so a minute, a sixth of what PagerDuty takes under one key. */
  private static final int AT_A_TIME = 10;

  private final Incidents incidents;
  private final Fleet fleet;
  private final Diagnoses diagnoses;
  private final Routing routing;
  private final Moment turn;

  Leftovers(Incidents incidents, Fleet fleet, Diagnoses diagnoses, Routing routing, Moment now) {
    this.incidents = incidents;
    this.fleet = fleet;
    this.diagnoses = diagnoses;
    this.routing = routing;
    this.turn = now;
  }

  /** Every one that there may be. */
  static List<Alert> of(Fleet fleet, Routing routing) {
    var watcher = routing.watcher();
    var alerts = new ArrayList<Alert>();
    for (var cause : OwnClocks.CAUSES) {
      alerts.add(BlindSymptoms.alert(new Watcher(watcher), cause, watcher));
    }
    for (var cause : BlindSymptoms.CAUSES) {
      alerts.add(BlindSymptoms.alert(new Watcher(watcher), cause, watcher));
    }
    for (var receiver : routing.receivers()) {
      alerts.add(Drill.alert(watcher, receiver.name(), AlertName.DRILL.severity()));
    }
    for (var site : fleet.sites().values()) {
      for (var cause : BlindSymptoms.CAUSES) {
        alerts.add(BlindSymptoms.alert(site.id(), cause, watcher));
      }
      for (var group : site.groups()) {
        alerts.add(new Alert(AlertName.ALERT_PATH_BROKEN, group.id()));
        for (var instance : group.instances()) {
          alerts.add(new Alert(AlertName.LAST_REPLICA_WILL_NOT_RESTART, instance.id()));
        }
      }
    }
    alerts.removeIf(alert -> closers(alert, routing).isEmpty());
    return alerts;
  }

  /** Who closes it: Alertmanagers have forgotten it by then. */
  private static List<Route> closers(Alert alert, Routing routing) {
    return routing.closers(alert).stream().filter(not(routing::isLevel)).toList();
  }

  /** Whether it is one of those that are closed here. */
  static boolean isOne(Alert alert) {
    return NAMES.contains(alert.name());
  }

  /** The incidents with the next few of those that are over, which are closed from now on. */
  Incidents closing(Alertmanagers alertmanagers) {
    var room = AT_A_TIME - incidents.byId().values().stream().filter(Incident::assumed).count();
    if (room <= 0 || !isLongEnough()) {
      return incidents;
    }
    var next = new LinkedHashMap<>(incidents.byId());
    var left = new LinkedHashSet<>(incidents.unreconciled());
    over()
        .limit(room)
        .forEach(
            alert -> {
              var keys = alertmanagers.keysEver(alert, routing);
              var forgotten = Incident.assumed(alert, keys, closers(alert, routing), turn);
              next.put(forgotten.id(), forgotten);
              left.remove(alert);
            });
    return next.size() == incidents.byId().size()
        ? incidents
        : new Incidents(next, incidents.openings(), left, incidents.inDoubt());
  }

  /** Whether whatever has not opened in this run would have, and Alertmanagers have forgotten. */
  private boolean isLongEnough() {
    var window =
        fleet.sites().values().stream()
            .map(site -> site.expected().limits().window())
            .max(Comparator.naturalOrder())
            .orElse(Limits.DEFAULT.window());
    var lease =
        routing.receivers().stream()
            .filter(Receiver::isLevel)
            .map(each -> each.level().lease().plus(each.level().quarantine()))
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return fleet
        .sight()
        .pulse()
        .map(Pulse::awakeSince)
        .filter(since -> turn.since(since).compareTo(window.multipliedBy(2).plus(lease)) >= 0)
        .isPresent();
  }

  private Stream<Alert> over() {
    var open = incidents.openByAlert().keySet();
    var left =
        incidents.unreconciled().stream()
            .filter(Leftovers::isOne)
            .filter(not(open::contains))
            .toList();
    if (left.isEmpty()) {
      return Stream.empty();
    }
    var symptoms = new ArrayList<Symptom>(AlertPathSymptoms.of(fleet, diagnoses, left, turn));
    symptoms.addAll(FindingSymptoms.of(fleet, diagnoses, left, turn));
    var found =
        symptoms.stream()
            .filter(each -> each.standing() == Symptom.Standing.OVER)
            .map(Symptom::alert)
            .collect(toSet());
    return left.stream().filter(alert -> found.contains(alert) || isOver(alert, open));
  }

  private boolean isOver(Alert alert, Set<Alert> open) {
    return alert.name() == AlertName.DRILL
        || (alert.name() == AlertName.BLIND
            && BlindSymptoms.isOver(alert, fleet, routing.watcher(), open, turn));
  }
}
