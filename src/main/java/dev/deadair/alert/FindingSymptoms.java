package dev.deadair.alert;

import dev.deadair.alert.Symptom.Standing;
import dev.deadair.diagnosis.Code;
import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.diagnosis.Finding;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Group;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import dev.deadair.liveness.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From findings to symptoms: of those that are found, and of those whose incident is open. */
final class FindingSymptoms {

  private static final Set<AlertName> NAMES =
      EnumSet.of(
          AlertName.WILL_NOT_RESTART,
          AlertName.LAST_REPLICA_WILL_NOT_RESTART,
          AlertName.LABELS_INVALID,
          AlertName.INSTANCE_FINDING);

  /** What has an alert of its own, or is the state that one is about. */
  private static final Set<Code> TOLD_OTHERWISE =
      EnumSet.of(
          Code.WILL_NOT_SURVIVE_RESTART,
          Code.CRASH_LOOPING,
          Code.REPLAY_STUCK,
          Code.HUNG,
          Code.IDLE,
          Code.NO_TARGETS);

  /** What is only a part of a broken alert path. */
  private static final Set<Code> PARTS_OF_THE_ALERT_PATH =
      EnumSet.of(Code.RULES_STALLED, Code.NOTIFICATIONS_DROPPED, Code.ALERTS_DROPPED);

  private final Fleet fleet;
  private final Diagnoses diagnoses;
  private final Moment turn;

  private FindingSymptoms(Fleet fleet, Diagnoses diagnoses, Moment turn) {
    this.fleet = fleet;
    this.diagnoses = diagnoses;
    this.turn = turn;
  }

  static List<Symptom> of(Fleet fleet, Diagnoses diagnoses, Collection<Alert> open, Moment now) {
    var alerts = new LinkedHashSet<Alert>();
    open.stream().filter(each -> NAMES.contains(each.name())).forEach(alerts::add);
    diagnoses
        .byInstance()
        .keySet()
        .forEach(
            id -> {
              var found = diagnoses.of(id);
              if (found.isEmpty()) {
                return;
              }
              var alertPath = found.stream().anyMatch(e -> e.code() == Code.ALERT_PATH_BROKEN);
              found.forEach(each -> alertsOf(id, each, alertPath, alerts));
            });
    var symptoms = new FindingSymptoms(fleet, diagnoses, now);
    return alerts.stream().flatMap(each -> symptoms.of(each).stream()).toList();
  }

  /**
   * @param alertPath whether nothing of its alerts goes anywhere, which says it all
   */
  private static void alertsOf(InstanceId id, Finding finding, boolean alertPath, Set<Alert> into) {
    if (finding.code() == Code.WILL_NOT_SURVIVE_RESTART) {
      into.add(new Alert(AlertName.WILL_NOT_RESTART, id));
      into.add(new Alert(AlertName.LAST_REPLICA_WILL_NOT_RESTART, id));
    } else if (finding.code() == Code.LABELS_INVALID) {
      into.add(new Alert(AlertName.LABELS_INVALID, id));
    } else if (finding.severity() != Code.Severity.INFO
        && !TOLD_OTHERWISE.contains(finding.code())
        && !(PARTS_OF_THE_ALERT_PATH.contains(finding.code()) && alertPath)) {
      into.add(new Alert(AlertName.INSTANCE_FINDING, id, "code", finding.code().word()));
    }
  }

  private Optional<Symptom> of(Alert alert) {
    if (!(alert.subject() instanceof InstanceId id)) {
      return Optional.empty();
    }
    var group = Optional.ofNullable(fleet.sites().get(id.site())).flatMap(s -> s.group(id.group()));
    return group.flatMap(each -> each.instance(id).map(instance -> symptom(alert, each, instance)));
  }

  private Symptom symptom(Alert alert, Group group, Instance instance) {
    var finding = finding(alert, diagnoses);
    return new Symptom(
        alert,
        finding
            .map(found -> standing(alert, found, group, instance))
            .orElseGet(() -> withoutFinding(instance)),
        finding.map(Finding::since),
        instance.clock().lastData().map(Moment::wall),
        group.expected().limits());
  }

  /** The finding that {@code alert} is about, while it is found. */
  static Optional<Finding> finding(Alert alert, Diagnoses diagnoses) {
    if (alert.name() == AlertName.ALERT_PATH_BROKEN && alert.subject() instanceof GroupId group) {
      return AlertPathSymptoms.finding(group, diagnoses);
    }
    if (!NAMES.contains(alert.name()) || !(alert.subject() instanceof InstanceId id)) {
      return Optional.empty();
    }
    var code = alert.more().getOrDefault("code", code(alert.name()).word());
    return diagnoses.of(id).stream().filter(each -> each.code().word().equals(code)).findFirst();
  }

  private static Code code(AlertName name) {
    return name == AlertName.LABELS_INVALID ? Code.LABELS_INVALID : Code.WILL_NOT_SURVIVE_RESTART;
  }

  /** Only a server that was examined and answers is known to be free of it. */
  private Standing withoutFinding(Instance instance) {
    return diagnoses.byInstance().containsKey(instance.id())
            && instance.looks().latest().filter(Observation.Answered.class::isInstance).isPresent()
        ? Standing.OVER
        : Standing.UNSEEN;
  }

  private Standing standing(Alert alert, Finding finding, Group group, Instance instance) {
    return switch (alert.name()) {
      case LAST_REPLICA_WILL_NOT_RESTART -> lastReplica(finding, group, instance);
      case INSTANCE_FINDING, LABELS_INVALID ->
          lasted(finding.since(), hold(group, instance)) ? Standing.REACHED : Standing.UNDERWAY;
      case WILL_NOT_RESTART -> Standing.REACHED;
      case SITE_ABSENT,
          GROUP_ABSENT,
          SITE_STALLED,
          INSTANCE_DOWN,
          INGESTION_DROPPED,
          INGESTION_LOST,
          ALERT_PATH_BROKEN,
          BLIND,
          UNDELIVERED,
          STORE_FAILING,
          DRILL,
          HEARTBEAT ->
          throw new IllegalArgumentException("no alert of a finding: " + alert);
    };
  }

  private Standing lastReplica(Finding finding, Group group, Instance instance) {
    var others =
        group.instances().stream()
            .filter(each -> !each.id().equals(instance.id()))
            .anyMatch(each -> each.state().isProducing());
    if (others) {
      return Standing.OVER;
    }
    return instance.state().isProducing() && diagnoses.isConfirmed(instance.id(), finding.code())
        ? Standing.REACHED
        : Standing.UNDERWAY;
  }

  /** Longer than a single event is shown for, so that a blip warns nobody. */
  private static Duration hold(Group group, Instance instance) {
    var twice = instance.clock().cover().multipliedBy(2);
    var warnAfter = group.expected().limits().warnAfter();
    return twice.compareTo(warnAfter) > 0 ? twice : warnAfter;
  }

  private boolean lasted(Instant since, Duration atLeast) {
    return Duration.between(since, turn.wall()).compareTo(atLeast) >= 0;
  }
}
