package dev.deadair.config;

import dev.deadair.liveness.Inventory.ExpectedGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What is expected of replicas: which labels tell them apart, as far as it is written at one level
 * of the configuration or above.
 */
record Replicas(Set<String> labels) {

  static final Replicas DEFAULT = new Replicas(ExpectedGroup.REPLICA_LABELS);

  private static final String EXAMPLE = "[replica], or off";

  /** What Prometheus takes for a label's name without quotes. */
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  Replicas {
    labels = Set.copyOf(labels);
  }

  /** This, where {@code node} does not write otherwise. */
  Replicas at(Node node) {
    return node.get("replica-labels").flatMap(Replicas::labels).map(Replicas::new).orElse(this);
  }

  /** None at all where nobody is to judge labels. */
  private static Optional<Set<String>> labels(Value value) {
    if (value.isText()) {
      return value.parsed(EXAMPLE, Replicas::off);
    }
    return value
        .filledList(EXAMPLE, "; name the labels that tell replicas apart, or say off")
        .map(Replicas::names);
  }

  private static Set<String> off(String text) {
    if (!text.equals("off")) {
      throw new IllegalArgumentException("is no list; use " + EXAMPLE);
    }
    return Set.of();
  }

  private static Set<String> names(List<Value> list) {
    var names = new TreeSet<String>();
    list.forEach(each -> each.parsed("a label's name", Replicas::name).ifPresent(names::add));
    return names;
  }

  private static String name(String text) {
    if (!LABEL.matcher(text).matches()) {
      throw new IllegalArgumentException("is no label's name; use letters, digits and _");
    }
    return text;
  }

  /** How many of {@code listed} replicas should produce: all of them where nothing is written. */
  static int expected(Node node, int listed) {
    return node.get("expect")
        .flatMap(value -> value.parsed("a number of replicas", text -> expected(text, listed)))
        .orElse(Math.max(1, listed));
  }

  private static int expected(String text, int listed) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException("is no number of replicas; use such as 2", notOne);
    }
    if (number < 1) {
      throw new IllegalArgumentException("is no number of replicas; use at least 1");
    }
    if (listed > 0 && number > listed) {
      throw new IllegalArgumentException(
          "is more than the group lists (%d); list the others, or use at most %d"
              .formatted(listed, listed));
    }
    return number;
  }
}
