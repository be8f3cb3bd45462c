package dev.deadair.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object of the configuration, read key by key.
 *
 * <p>Whoever reads it asks for every key it knows, present or not, and then calls {@link #done}:
 * what nobody asked for is a problem.
 */
final class Node {
  private final String path;
  private final ConfigObject object;
  private final Problems problems;
  private final Set<String> asked = new TreeSet<>();
  private final Set<String> later = new TreeSet<>();

  Node(String path, ConfigObject object, Problems problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
  }

  /** The same object, with paths that begin at it. */
  Node asRoot() {
    return new Node("", object, problems);
  }

  /** Every key that was asked for, whether it was there or not. */
  Set<String> known() {
    var known = new TreeSet<>(asked);
    known.addAll(later);
    return known;
  }

  /** Its keys in the order in which they were written. */
  List<String> keys() {
    return object.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Entry<String, ConfigValue> each) -> each.getValue().origin().lineNumber())
                .thenComparing(Entry::getKey))
        .map(Entry::getKey)
        .toList();
  }

  boolean has(String key) {
    return object.containsKey(key);
  }

  Optional<Value> get(String key) {
    asked.add(key);
    var value = object.get(key);
    return value == null ? Optional.empty() : Value.of(pathOf(key), value, problems);
  }

  /** The value of a key that must be there. */
  Optional<Value> require(String key, String example) {
    if (!has(key)) {
      asked.add(key);
      wrong("has no " + key + "; add " + key + " = " + example);
      return Optional.empty();
    }
    return get(key);
  }

  Optional<Node> node(String key) {
    return get(key).flatMap(Value::node);
  }

  /** Keys that mean something to a later version only: to accept them would promise too much. */
  void later(String... keys) {
    for (var key : keys) {
      later.add(key);
      var value = object.get(key);
      if (value != null) {
        var at = pathOf(key);
        problems.error(value.origin(), at, at + " is not supported by this version; leave it out");
      }
    }
  }

  /** Tells a problem about the object as a whole. */
  void wrong(String what) {
    problems.error(object.origin(), path, (path.isEmpty() ? "" : path + " ") + what);
  }

  /** Tells a problem about a key: its name alone is wrong. */
  void wrongKey(String key, String what) {
    asked.add(key);
    var value = object.get(key);
    var at = pathOf(key);
    problems.error(value == null ? object.origin() : value.origin(), at, at + " " + what);
  }

  /** Tells every key that nobody asked for. */
  void done() {
    for (var key : unasked()) {
      var hint =
          Spelling.nearest(key, known())
              .map(nearest -> "did you mean " + nearest + "?")
              .orElse("use " + String.join(", ", asked) + ", or leave it out");
      wrongKey(key, "is unknown; " + hint);
    }
  }

  /**
   * Tells the keys that nobody asked for and that look like the rest of a dotted name: HOCON reads
   * {@code a.b { … }} as b inside of a.
   *
   * @param marks keys of which one would be in what is named so
   * @return whether there were any
   */
  boolean dotted(Set<String> marks) {
    var found = false;
    for (var key : unasked()) {
      if (object.get(key) instanceof ConfigObject below) {
        var name = marked(below, marks);
        if (name.isPresent()) {
          found = true;
          var rest = key + name.get();
          wrongKey(
              key,
              "would be inside of "
                  + path
                  + "; a name with a dot must be in double quotes: \""
                  + lastOf(path)
                  + "."
                  + rest
                  + "\"");
        }
      }
    }
    return found;
  }

  /** The rest of the name of the first object below that has one of {@code marks}. */
  private static Optional<String> marked(ConfigObject object, Set<String> marks) {
    try {
      if (marks.stream().anyMatch(object::containsKey)) {
        return Optional.of("");
      }
      return object.keySet().stream()
          .sorted()
          .flatMap(
              key ->
                  object.get(key) instanceof ConfigObject below
                      ? marked(below, marks).map(rest -> "." + key + rest).stream()
                      : Optional.<String>empty().stream())
          .findFirst();
    } catch (ConfigException.NotResolved missing) {
      return Optional.empty();
    }
  }

  private List<String> unasked() {
    return keys().stream().filter(key -> !asked.contains(key) && !later.contains(key)).toList();
  }

  private String pathOf(String key) {
    var plain = key.matches("[\\p{L}\\p{N}_-]+");
    return (path.isEmpty() ? "" : path + ".") + (plain ? key : ConfigUtil.quoteString(key));
  }

  private static String lastOf(String path) {
    return ConfigUtil.splitPath(path).getLast();
  }
}
