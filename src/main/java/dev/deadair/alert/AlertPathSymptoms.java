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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * From findings to symptoms of groups whose alerts reach nobody: every replica that has data has
 * lost its way out, for as long as data may be missing.
 */
final class AlertPathSymptoms {

  private AlertPathSymptoms() {}

  static List<Symptom> of(Fleet fleet, Diagnoses diagnoses, Collection<Alert> open, Moment now) {
    var groups = new LinkedHashSet<GroupId>();
    for (var alert : open) {
      if (alert.name() == AlertName.ALERT_PATH_BROKEN && alert.subject() instanceof GroupId id) {
        groups.add(id);
      }
    }
    for (var id : diagnoses.byInstance().keySet()) {
      if (finding(id, diagnoses).isPresent()) {
        groups.add(id.group());
      }
    }
    var symptoms = new ArrayList<Symptom>();
    for (var id : groups) {
      Optional.ofNullable(fleet.sites().get(id.site()))
          .flatMap(site -> site.group(id))
          .map(group -> symptom(group, diagnoses, now))
          .ifPresent(symptoms::add);
    }
    return symptoms;
  }

  /** Of one of the group's servers, while it is found. */
  static Optional<Finding> finding(GroupId group, Diagnoses diagnoses) {
    return diagnoses.byInstance().keySet().stream()
        .filter(id -> id.group().equals(group))
        .flatMap(id -> finding(id, diagnoses).stream())
        .findFirst();
  }

  private static Optional<Finding> finding(InstanceId id, Diagnoses diagnoses) {
    for (var each : diagnoses.of(id)) {
      if (each.code() == Code.ALERT_PATH_BROKEN) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static Symptom symptom(Group group, Diagnoses diagnoses, Moment now) {
    var producing = group.instances().stream().filter(each -> each.state().isProducing()).toList();
    var since =
        producing.stream()
            .flatMap(each -> finding(each.id(), diagnoses).stream())
            .map(Finding::since)
            .max(Instant::compareTo);
    return new Symptom(
        new Alert(AlertName.ALERT_PATH_BROKEN, group.id()),
        standing(group, producing, diagnoses, since, now),
        since,
        group.lastData().map(Moment::wall),
        group.expected().limits());
  }

  private static Standing standing(
      Group group,
      List<Instance> producing,
      Diagnoses diagnoses,
      Optional<Instant> since,
      Moment now) {
    if (group.judgement().blind().isPresent()) {
      return Standing.UNSEEN;
    }
    // Without data there are no alerts either: that is for the window to say.
    if (producing.isEmpty()) {
      return Standing.UNDERWAY;
    }
    var others =
        producing.stream().filter(each -> finding(each.id(), diagnoses).isEmpty()).toList();
    if (!others.isEmpty()) {
      return others.stream().anyMatch(AlertPathSymptoms::isSeen) ? Standing.OVER : Standing.UNSEEN;
    }
    var window = group.expected().limits().window();
    return since
        .filter(at -> Duration.between(at, now.wall()).compareTo(window) >= 0)
        .map(_ -> Standing.REACHED)
        .orElse(Standing.UNDERWAY);
  }

  private static boolean isSeen(Instance instance) {
    return instance.looks().latest().filter(Observation.Answered.class::isInstance).isPresent();
  }
}
