package dev.deadair.alert;

import static java.util.function.Predicate.not;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All incidents that are not closed yet, oldest first, and what a turn makes of them.
 *
 * @param openings when they and their predecessors opened
 * @param unreconciled the alerts of which an earlier run of ours may have left something open that
 *     nobody remembers: until each is seen to be over, and closed in case it was open, or until an
 *     incident of it is told, which closes whatever there is
 * @param inDoubt the alerts of incidents that are over, of which this turn does not see that they
 *     are: nobody is told of the end before it does
 */
public record Incidents(
    Map<IncidentId, Incident> byId,
    Openings openings,
    Set<Alert> unreconciled,
    Set<Alert> inDoubt) {

  public static final Incidents NONE = new Incidents(Map.of());

  public Incidents {
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    unreconciled = Collections.unmodifiableSet(new LinkedHashSet<>(unreconciled));
    inDoubt = Set.copyOf(inDoubt);
  }

  public Incidents(Map<IncidentId, Incident> byId) {
    this(byId, Openings.NONE, Set.of());
  }

  /** Some whose ends are in no doubt. */
  public Incidents(Map<IncidentId, Incident> byId, Openings openings, Set<Alert> unreconciled) {
    this(byId, openings, unreconciled, Set.of());
  }

  /** The incidents that an earlier run of ours left unclosed, and when what opened. */
  public static Incidents of(Collection<Incident> remembered, Openings openings) {
    var byId = new LinkedHashMap<IncidentId, Incident>();
    remembered.forEach(each -> byId.put(each.id(), each));
    return new Incidents(byId, openings, Set.of());
  }

  /**
   * These as a new run takes them over: those that are remembered are told again at once, and what
   * is not may be open all the same. So may what followed one that is remembered as over: it was
   * told before anybody kept it where the journal failed. What is about something that is no longer
   * configured is over.
   */
  public Incidents resumed(Fleet fleet, Routing routing, Moment now) {
    var next = new LinkedHashMap<>(byId);
    var removed = new Removed(fleet, routing);
    next.replaceAll(
        (_, each) -> {
          var resumed = new Takeover(each, routing, now).resumed();
          return resumed.isOpen() && removed.has(each.alert())
              ? resumed.withdrawn(Removed.WHY, now)
              : resumed;
        });
    var pages = Symptoms.pages(fleet);
    pages.add(Announcement.failingTurns(routing.watcher()));
    pages.addAll(Leftovers.of(fleet, routing));
    return new Incidents(next, openings, mayBeOpen(pages, next.values()));
  }

  /**
   * Those of {@code pages} of which something may be open that is none of these, or that is not
   * remembered to have been told.
   */
  static Set<Alert> mayBeOpen(Collection<Alert> pages, Collection<Incident> remembered) {
    var forgotten = new LinkedHashSet<>(pages);
    remembered.stream()
        .filter(each -> each.isUnderWay() && each.isTold())
        .forEach(each -> forgotten.remove(each.alert()));
    return forgotten;
  }

  /** Those that are over; of the others, that they may be open if anybody was told of them. */
  public Incidents withoutOpen() {
    var next = new LinkedHashMap<IncidentId, Incident>();
    for (var each : byId.values()) {
      if (!each.isOpen()) {
        next.put(each.id(), each);
      } else if (!each.told().isEmpty()) {
        var forgotten =
            Incident.assumed(each.alert(), each.keys(), each.told().keySet(), each.openedAt());
        next.put(forgotten.id(), forgotten);
      }
    }
    return with(next);
  }

  /** Those that are remembered. */
  public Collection<Incident> all() {
    return byId.values().stream().filter(each -> !each.assumed()).toList();
  }

  public Optional<Incident> get(IncidentId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** These incidents after what couriers reported; reports on closed incidents are dropped. */
  public Incidents heard(Collection<Report> reports) {
    var next = new LinkedHashMap<>(byId);
    for (var report : reports) {
      next.computeIfPresent(report.incident(), (_, incident) -> incident.heard(report));
    }
    return with(next);
  }

  /**
   * These incidents after what Alertmanagers have shown of them.
   *
   * @param holdings what members answered that were asked whether they hold them
   * @param routed whether some have just said how they route
   */
  public Incidents proven(
      Collection<Holding> holdings,
      Collection<Receipt> receipts,
      boolean routed,
      Alertmanagers alertmanagers,
      Routing routing,
      Moment now) {
    var next = new LinkedHashMap<>(byId);
    for (var holding : holdings) {
      next.computeIfPresent(holding.incident(), (_, incident) -> incident.heard(holding));
    }
    var proofs = new Proofs(routing, alertmanagers, now);
    next.replaceAll((_, incident) -> proofs.of(incident, receipts, routed));
    return with(next);
  }

  /**
   * These incidents after a turn in which the fleet stands so: opened, cleared, over.
   *
   * @param storeFailing since when the journal does not hold what it should; empty while it does
   */
  public Incidents judged(
      Fleet fleet,
      Diagnoses diagnoses,
      Optional<Moment> storeFailing,
      Alertmanagers alertmanagers,
      Mutes mutes,
      Drills drills,
      RouteReview review,
      Routing routing,
      Moment now) {
    var open = openByAlert().keySet();
    var symptoms = new ArrayList<>(Symptoms.of(fleet, concerned(), now));
    symptoms.addAll(AlertPathSymptoms.of(fleet, diagnoses, open, now));
    symptoms.addAll(FindingSymptoms.of(fleet, diagnoses, open, now));
    if (isDisturbed(fleet, now)) {
      symptoms.replaceAll(Symptom::notSeenToBeOver);
    }
    symptoms.addAll(BlindSymptoms.of(fleet, routing.watcher(), open, now));
    symptoms.addAll(Announcement.ofWorkingTurn(fleet, routing.watcher(), open, unreconciled, now));
    symptoms.addAll(StoreSymptoms.of(storeFailing, routing.watcher(), open, now));
    symptoms.addAll(DrillSymptoms.of(drills, routing.watcher(), open));
    symptoms.addAll(ClockSymptoms.of(review, fleet.sight().clock(), routing.watcher(), open));
    var removed = new Removed(fleet, routing).symptoms(open);
    symptoms.removeIf(each -> removed.stream().anyMatch(gone -> gone.alert().equals(each.alert())));
    symptoms.addAll(removed);
    symptoms.addAll(
        undelivered(quiet(fleet, mutes, now), alertmanagers, routing, now).symptoms(drills, open));
    var judged = new Judging(this, alertmanagers, routing, now).with(symptoms);
    return new Leftovers(judged, fleet, diagnoses, routing, now).closing(alertmanagers);
  }

  /** These after a step of the wall clock: a journal keeps nothing but what that shows. */
  public Incidents redated(Moment now) {
    var next = new LinkedHashMap<>(byId);
    next.replaceAll((_, each) -> redated(each, now));
    return with(next);
  }

  /** What people are told of it was dated by the same clock. */
  private static Incident redated(Incident incident, Moment now) {
    var step =
        Duration.between(incident.openedAt().wall(), now.redated(incident.openedAt()).wall());
    var dated = incident.dated(now::redated);
    return new Incident(
        dated.id(),
        dated.alert(),
        dated.stage(),
        dated.since().plus(step),
        dated.lastData().map(at -> at.plus(step)),
        dated.openedAt(),
        dated.generation(),
        dated.keys(),
        dated.told(),
        dated.history(),
        dated.assumed());
  }

  /** Whether what was seen is from before we slept or stood still, until looks have come anew. */
  private static boolean isDisturbed(Fleet fleet, Moment now) {
    return fleet
        .sight()
        .pulse()
        .flatMap(pulse -> pulse.disturbing(now, fleet.inventory().unbroken()))
        .isPresent();
  }

  /** The sites of which there is an incident, or one that nobody remembers. */
  private Set<SiteId> concerned() {
    var sites = new HashSet<SiteId>();
    byId.values().forEach(each -> each.alert().site().ifPresent(sites::add));
    unreconciled.stream()
        .filter(not(Leftovers::isOne))
        .forEach(alert -> alert.site().ifPresent(sites::add));
    return sites;
  }

  /** These and {@code told}, which was told while no turn decided anything. */
  public Incidents with(Collection<Incident> told) {
    var next = new LinkedHashMap<>(byId);
    told.forEach(each -> next.putIfAbsent(each.id(), each));
    return with(next);
  }

  /** These incidents but for the closed: over, and told to everybody or opened anew. */
  public Incidents unclosed(Routing routing, Moment now) {
    var open = openByAlert();
    var next = new LinkedHashMap<>(byId);
    next.values()
        .removeIf(
            each -> !each.isUnderWay() && (isTakenOver(each, open) || isTold(each, routing, now)));
    return with(next);
  }

  /** One that is assumed takes nothing over: no journal holds it, nor what it would know. */
  private static boolean isTakenOver(Incident over, Map<Alert, Incident> open) {
    var next = open.get(over.alert());
    return next != null && !next.assumed();
  }

  /** Everything there is to send now, the most urgent first. */
  public List<Due> due(
      Fleet fleet,
      Diagnoses diagnoses,
      Alertmanagers alertmanagers,
      Mutes mutes,
      Routing routing,
      Moment now) {
    var due = new ArrayList<Due>();
    var quiet = quiet(fleet, mutes, now);
    var wording = new Wording(fleet, diagnoses, routing, openings, now);
    for (var incident : byId.values()) {
      var isQuiet = quiet.isOn(incident);
      var errands = new Errands(this, incident, alertmanagers, routing, isQuiet, now).all();
      if (!errands.isEmpty()) {
        var page = wording.page(incident);
        errands.forEach(each -> due.add(each.due(incident, page)));
      }
    }
    due.sort(Collections.reverseOrder((one, other) -> one.severity().compareTo(other.severity())));
    return List.copyOf(due);
  }

  /**
   * These incidents with what is due noted as on its way, so that it is kept before it leaves. Who
   * is told first of what may be open though nobody remembers it will close that, too, wherever it
   * is.
   */
  public Incidents offered(Collection<Due> due, Routing routing, Moment now) {
    var next = new LinkedHashMap<>(byId);
    for (var each : due) {
      next.computeIfPresent(
          each.incident().id(),
          (_, incident) -> {
            var offered = incident.offered(each.route(), each.reason(), now);
            // The end of the other may have left with the turn before, and arrive behind it.
            return !each.resolves() && each.isOfAnother(due)
                ? offered.maybeUndone(each.route(), now)
                : offered;
          });
    }
    next.replaceAll(
        (_, each) ->
            each.isTold() && unreconciled.contains(each.alert())
                ? new Takeover(each, routing, now).ofTheForgotten()
                : each);
    return with(next);
  }

  /** Since when some receiver ought to know what it has not taken; empty when all know all. */
  public Optional<Instant> owedSince(
      Fleet fleet, Mutes mutes, Alertmanagers alertmanagers, Routing routing, Moment now) {
    return undelivered(quiet(fleet, mutes, now), alertmanagers, routing, now)
        .since()
        .map(Moment::wall);
  }

  /**
   * The critical incidents that nobody can be hearing of: no pager took them, no Alertmanager has
   * notified, and no operator's silence holds them.
   */
  public List<Incident> unheard(
      Fleet fleet, Mutes mutes, Alertmanagers alertmanagers, Routing routing, Moment now) {
    return undelivered(quiet(fleet, mutes, now), alertmanagers, routing, now).unheard();
  }

  private Quiet quiet(Fleet fleet, Mutes mutes, Moment now) {
    return new Quiet(byId.values(), mutes, fleet, now);
  }

  private Undelivered undelivered(
      Quiet quiet, Alertmanagers alertmanagers, Routing routing, Moment now) {
    return new Undelivered(this, quiet, alertmanagers, routing, now);
  }

  Map<Alert, Incident> openByAlert() {
    var open = new LinkedHashMap<Alert, Incident>();
    byId.values().stream()
        .filter(Incident::isUnderWay)
        .forEach(incident -> open.put(incident.alert(), incident));
    return open;
  }

  Incidents with(Map<IncidentId, Incident> next) {
    return next.equals(byId) ? this : new Incidents(next, openings, unreconciled, inDoubt);
  }

  private boolean isTold(Incident incident, Routing routing, Moment now) {
    var closing = new Closing(incident, routing, now);
    return routing.receivers().stream()
        .allMatch(
            receiver ->
                receiver.routes().stream()
                    .allMatch(route -> closing.isDone(receiver, route, byId.values())));
  }
}
