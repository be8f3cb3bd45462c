package dev.deadair.liveness;

import java.util.Comparator;

/** A group's name within its site: replicas that scrape the same targets. */
public record GroupId(SiteId site, String name) implements Subject, Comparable<GroupId> {

  private static final Comparator<GroupId> ORDER =
      Comparator.comparing(GroupId::site).thenComparing(GroupId::name);

  public GroupId {
    Names.requireName(name, "group");
  }

  @Override
  public int compareTo(GroupId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return site + "/" + name;
  }
}
