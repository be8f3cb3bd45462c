package dev.deadair.liveness;

/** A watcher such as this one: what it says about itself, when that is not about one site. */
public record Watcher(String name) implements Subject {

  public Watcher {
    Names.requireName(name, "watcher");
  }

  @Override
  public String toString() {
    return "/" + name;
  }
}
