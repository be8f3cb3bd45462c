package dev.deadair.alert;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import dev.deadair.liveness.Watcher;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong with whom: the identity of an incident, which never changes while it lasts.
 *
 * @param more the labels that tell apart alerts of one name about one subject, such as {@code code}
 */
public record Alert(AlertName name, Subject subject, SortedMap<String, String> more) {

  private static final Set<String> OURS =
      Set.of("alertname", "severity", "site", "group", "instance");

  /** Every label that any alert is known by; a receiver adds others only. */
  public static final Set<String> IDENTITY =
      Set.of(
          "alertname",
          "severity",
          "site",
          "group",
          "instance",
          "code",
          "watcher",
          "cause",
          "peer",
          "receiver");

  public Alert {
    more = Collections.unmodifiableSortedMap(new TreeMap<>(more));
    var others = new TreeMap<>(more);
    if (name == AlertName.DRILL) {
      others.remove("severity");
    }
    if (!Collections.disjoint(others.keySet(), OURS)) {
      throw new IllegalArgumentException("labels that every alert has: " + more.keySet());
    }
  }

  /** The alert of that name that there is one of for each subject. */
  public Alert(AlertName name, Subject subject) {
    this(name, subject, Collections.emptySortedMap());
  }

  /** The alert of that name and subject that {@code label} tells from others. */
  public Alert(AlertName name, Subject subject, String label, String value) {
    this(name, subject, new TreeMap<>(Map.of(label, value)));
  }

  /** The site it is about, or about a part of; empty where it is about this watcher as a whole. */
  public Optional<SiteId> site() {
    return subject.ofSite();
  }

  public Severity severity() {
    return Severity.WARNING.word().equals(more.get("severity"))
        ? Severity.WARNING
        : name.severity();
  }

  /** The identity labels. Everything that moves belongs into annotations. */
  public SortedMap<String, String> labels() {
    var labels = new TreeMap<>(more);
    labels.put("alertname", name.label());
    labels.put("severity", severity().word());
    site().ifPresent(site -> labels.put("site", site.name()));
    switch (subject) {
      case SiteId _ -> {}
      case Watcher watcher -> labels.put("watcher", watcher.name());
      case GroupId group -> labels.put("group", group.name());
      case InstanceId instance -> {
        labels.put("group", instance.group().name());
        labels.put("instance", instance.name());
      }
    }
    return labels;
  }

  /** Our own key of it: where no Alertmanager is known to use another. */
  DedupKey key() {
    return DedupKey.of(labels());
  }

  /** Whether these are its labels, but for what a receiver has added. */
  boolean isIn(Map<String, String> more) {
    return labels().equals(identity(more));
  }

  private static SortedMap<String, String> identity(Map<String, String> labels) {
    var identity = new TreeMap<>(labels);
    identity.keySet().retainAll(IDENTITY);
    return identity;
  }

  /** How people and logs name it. */
  @Override
  public String toString() {
    return name.label() + "{" + subject + "}" + (more.isEmpty() ? "" : more);
  }
}
