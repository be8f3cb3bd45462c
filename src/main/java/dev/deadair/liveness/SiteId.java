package dev.deadair.liveness;

/** A site's name: one datacenter, cluster or point of presence. */
public record SiteId(String name) implements Subject, Comparable<SiteId> {

  public SiteId {
    Names.requireName(name, "site");
  }

  @Override
  public int compareTo(SiteId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
