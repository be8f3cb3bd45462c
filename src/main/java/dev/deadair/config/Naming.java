package dev.deadair.config;

import java.net.URI;
import java.util.Optional;

/** What sites, groups, instances and receivers may be called. */
final class Naming {
  private Naming() {}

  /** What is wrong with {@code name}, worded to follow it; empty for a good one. */
  static Optional<String> fault(String name) {
    if (name.isBlank()) {
      return Optional.of("is blank; give it a name");
    }
    if (name.codePoints().anyMatch(Naming::unprintable)) {
      return Optional.of("has an invisible character in it; use printable ones");
    }
    if (!name.equals(name.strip())) {
      return Optional.of("begins or ends with a blank; leave the blank out");
    }
    if (name.indexOf('/') >= 0) {
      return Optional.of("has a slash in it, which separates names; use another character");
    }
    return Optional.empty();
  }

  /**
   * Control and format characters (among them those that turn the direction of text), no blanks.
   */
  static boolean unprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /**
   * How an instance without a name is known: {@code host:port}, and its path prefix behind it with
   * an underscore for each slash, as in {@code prometheus5001:9090_ops}.
   *
   * <p>Not {@code %2F}: a name is also a part of our own URLs, where that would be escaped again.
   */
  static String ofInstance(URI url) {
    return url.getHost() + ":" + Urls.port(url) + url.getRawPath().replace('/', '_');
  }
}
