package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.AlertName;
import dev.deadair.alert.Incident;
import dev.deadair.alert.IncidentId;
import dev.deadair.alert.Severity;
import dev.deadair.alert.Stage;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Judgement;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteState;
import dev.deadair.turn.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of what is decided: that it happened. And how often that was, and when. */
final class DecisionOracle {

  /** How often something may open in an hour before it is held open until it is calm. */
  private static final int FLAPS = 3;

  private final Oracle oracle;
  private final Map<Alert, List<Long>> decided = new HashMap<>();
  private final Set<IncidentId> known = new HashSet<>();

  DecisionOracle(Oracle oracle) {
    this.oracle = oracle;
  }

  /** An incident changed with a turn, or was not there before. */
  void turned(SimulatedWatcher watcher, Turn turn, Incident incident) {
    if (known.add(incident.id()) && incident.isOpen() && !incident.assumed()) {
      decided.computeIfAbsent(incident.alert(), _ -> new ArrayList<>()).add(oracle.now());
      decided(watcher, turn, incident.alert());
    }
  }

  /**
   * Who is told of what nobody knows is told of what goes on, and has for long enough: by what is
   * judged, or where that counts anew after our own sight broke, by the data that is known.
   */
  void toldFirst(SimulatedWatcher watcher, Incident incident) {
    var judged = judgement(watcher, incident.alert());
    if (incident.stage() instanceof Stage.Clearing
        || (judged.filter(each -> !mayBeTold(each)).isPresent()
            && isYoung(watcher, incident.alert()))) {
      throw new Violation(
          Violation.Kind.FALSE,
          "%s, %s, is told first while it is %s"
              .formatted(incident.alert(), incident.stage().word(), judged.map(Judgement::state)));
    }
  }

  private boolean isYoung(SimulatedWatcher watcher, Alert alert) {
    var site = oracle.site(alert);
    var replicas =
        alert.subject() instanceof GroupId group ? site.part(group).replicas : site.replicas;
    return oracle.now() - Oracle.newest(watcher, replicas) + Oracle.DATING < site.window();
  }

  /** One with data that still fires is not seen to be over, as after a suspend. */
  private static boolean mayBeTold(Judgement judgement) {
    return switch (judgement.state()) {
      case SiteState.Absent _, SiteState.Producing _ -> true;
      case SiteState.Stalled _, SiteState.Unknown _ ->
          judgement.absence().filter(SiteState.Why.FLAPPING::equals).isPresent();
    };
  }

  private static Optional<Judgement> judgement(SimulatedWatcher watcher, Alert alert) {
    var site = alert.site().map(watcher.state().fleet().sites()::get);
    return alert.name() == AlertName.SITE_ABSENT
        ? site.map(Site::judgement)
        : site.filter(_ -> alert.name() == AlertName.GROUP_ABSENT)
            .flatMap(each -> each.group((GroupId) alert.subject()))
            .map(Group::judgement);
  }

  /** How often it was decided that somebody must know. */
  int of(Alert alert) {
    return decided.getOrDefault(alert, List.of()).size();
  }

  /** When it no longer opened too often within an hour; NEVER where it did not. */
  long calm(Alert alert) {
    var when = decided.getOrDefault(alert, List.of());
    return when.size() <= FLAPS ? Clock.NEVER : when.get(when.size() - 1 - FLAPS) + 3600;
  }

  private void decided(SimulatedWatcher watcher, Turn turn, Alert alert) {
    if (alert.severity() != Severity.CRITICAL) {
      return;
    }
    switch (alert.name()) {
      case SITE_ABSENT -> {
        var site = oracle.site(alert);
        var age = oracle.now() - Oracle.newest(watcher, site.replicas);
        var state = turn.state().fleet().sites().get(site.id);
        var flaps =
            state != null
                && state.judgement().absence().filter(SiteState.Why.FLAPPING::equals).isPresent();
        var lit = oracle.now() - Math.max(site.litSince(), watcher.steadySince());
        if (flaps && lit > site.limits.span().toSeconds()) {
          throw new Violation(Violation.Kind.FALSE, alert + " for flapping though it has data");
        }
        if (age + Oracle.DATING < site.window() && !flaps) {
          throw new Violation(
              Violation.Kind.FALSE,
              "%s although data of %d s ago is known, window %d: %s"
                  .formatted(
                      alert, age, site.window(), state == null ? "" : state.judgement().state()));
        }
      }
      case INGESTION_LOST -> {
        var group = oracle.site(alert).part((GroupId) alert.subject());
        if (oracle.now() - group.litSince() > oracle.site(alert).window()) {
          throw new Violation(Violation.Kind.FALSE, alert + " though it always had all");
        }
      }
      case GROUP_ABSENT -> GroupOracle.decided(turn, alert, oracle.site(alert));
      case BLIND -> {}
      case LAST_REPLICA_WILL_NOT_RESTART,
          SITE_STALLED,
          INSTANCE_DOWN,
          WILL_NOT_RESTART,
          INSTANCE_FINDING,
          INGESTION_DROPPED,
          ALERT_PATH_BROKEN,
          LABELS_INVALID,
          UNDELIVERED,
          STORE_FAILING,
          DRILL,
          HEARTBEAT ->
          throw new Violation(Violation.Kind.FALSE, alert + " of what never happened");
    }
  }
}
