package dev.deadair.alert;

import dev.deadair.diagnosis.Diagnoses;
import dev.deadair.diagnosis.Verdict;
import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Site;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Watcher;
import java.util.List;
import java.util.Optional;

/** Whom an incident is about, and whose fault it may be. */
public final class Blame {

  private Blame() {}

  /** The one line on what is broken; empty where nothing speaks of a fault. */
  public static Optional<String> verdict(Incident incident, Fleet fleet, Diagnoses diagnoses) {
    return FindingSymptoms.finding(incident.alert(), diagnoses)
        .map(found -> Verdict.line(incident.alert().subject(), found))
        .or(
            () ->
                site(incident, fleet)
                    .flatMap(site -> Verdict.on(blamed(incident, site), diagnoses)));
  }

  static Optional<Site> site(Incident incident, Fleet fleet) {
    return incident.alert().site().flatMap(id -> Optional.ofNullable(fleet.sites().get(id)));
  }

  /** A sibling's troubles explain nothing of one replica's. */
  private static List<Instance> blamed(Incident incident, Site site) {
    return incident.alert().subject() instanceof InstanceId id
        ? site.instance(id).stream().toList()
        : concerned(incident, site);
  }

  /** Those a reader wants to know of; of one replica, its siblings too. */
  static List<Instance> concerned(Incident incident, Site site) {
    return switch (incident.alert().subject()) {
      case SiteId _ -> site.groups().stream().flatMap(each -> each.instances().stream()).toList();
      case GroupId id -> site.group(id).map(group -> group.instances()).orElse(List.of());
      case InstanceId id ->
          site.group(id.group()).map(group -> group.instances()).orElse(List.of());
      case Watcher _ -> List.of();
    };
  }
}
