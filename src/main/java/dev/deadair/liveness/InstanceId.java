package dev.deadair.liveness;

import java.util.Comparator;

/** An instance's name within its group: one Prometheus server. */
public record InstanceId(GroupId group, String name) implements Subject, Comparable<InstanceId> {

  private static final Comparator<InstanceId> ORDER =
      Comparator.comparing(InstanceId::group).thenComparing(InstanceId::name);

  public InstanceId {
    Names.requireName(name, "instance");
  }

  public SiteId site() {
    return group.site();
  }

  @Override
  public int compareTo(InstanceId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return group + "/" + name;
  }
}
