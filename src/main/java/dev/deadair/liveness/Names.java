package dev.deadair.liveness;

/** The one rule for names: something to show, and no slash of its own, since slashes separate. */
final class Names {

  private Names() {}

  static void requireName(String name, String of) {
    if (name.isBlank()) {
      throw new IllegalArgumentException(of + " has a blank name");
    }
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(of + " name \"" + name + "\" contains a slash");
    }
  }
}
