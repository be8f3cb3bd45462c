package dev.deadair.alert;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.SiteId;
import dev.deadair.liveness.Subject;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is wrong with whom: the identity of an incident, which never changes while it lasts. */
public record Alert(AlertName name, Subject subject) {

  public SiteId site() {
    return subject.ofSite();
  }

  public Severity severity() {
    return name.severity();
  }

  /** The identity labels. Everything that moves belongs into annotations. */
  public SortedMap<String, String> labels() {
    var labels = new TreeMap<String, String>();
    labels.put("alertname", name.label());
    labels.put("severity", severity().word());
    labels.put("site", site().name());
    switch (subject) {
      case SiteId _ -> {}
      case GroupId group -> labels.put("group", group.name());
      case InstanceId instance -> {
        labels.put("group", instance.group().name());
        labels.put("instance", instance.name());
      }
    }
    return labels;
  }

  /** How people and logs name it. */
  @Override
  public String toString() {
    return name.label() + "{" + subject + "}";
  }
}
