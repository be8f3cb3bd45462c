package dev.deadair.diagnosis;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One thing that is wrong with the external labels of a server. */
public sealed interface LabelFault<S> {

  S server();

  /** What is wrong, in one line that follows the server's name. */
  String words();

  /** A value that somebody was to fill in: {@code replica="unset"}. */
  record Sentinel<S>(S server, String label, String value) implements LabelFault<S> {
    @Override
    public String words() {
      return "has the placeholder " + label + "=\"" + value + "\" for a label";
    }
  }

  /**
   * A variable or template that nothing has expanded: {@code replica="$(POD_NAME)"}. A file may
   * rightly hold {@code ${NAME}}: Prometheus 3 expands it when it loads.
   */
  record Unexpanded<S>(S server, String label, String value) implements LabelFault<S> {
    @Override
    public String words() {
      return "has a label that was never expanded: " + label + "=\"" + value + "\"";
    }
  }

  /** None of the labels that tell replicas apart, where a replica has one. */
  record NoReplica<S>(S server, List<S> others) implements LabelFault<S> {
    public NoReplica {
      others = List.copyOf(others);
    }

    @Override
    public String words() {
      return "has no replica label, and " + names(others) + " has one";
    }
  }

  /** The whole label set of another server: whatever reads both takes them for one. */
  record Same<S>(S server, List<S> others, Map<String, String> labels) implements LabelFault<S> {
    public Same {
      others = List.copyOf(others);
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    @Override
    public String words() {
      return "has the same external labels as " + names(others) + ": " + Labelled.text(labels);
    }
  }

  /**
   * A label that is none of the replica labels and differs within a group, so that its servers are
   * not replicas of each other to whatever removes duplicates.
   *
   * @param value the server's own, empty where it has none
   * @param others the other values and who has them
   */
  record Differs<S>(S server, String label, String value, Map<String, List<S>> others)
      implements LabelFault<S> {
    public Differs {
      others = Collections.unmodifiableMap(new TreeMap<>(others));
    }

    @Override
    public String words() {
      return "has "
          + text(label, value)
          + " where its group has "
          + others.entrySet().stream()
              .map(each -> text(label, each.getKey()) + " (" + names(each.getValue()) + ")")
              .collect(Collectors.joining(" and "));
    }

    private static String text(String label, String value) {
      return value.isEmpty() ? "no label " + label : label + "=\"" + value + "\"";
    }
  }

  private static String names(List<?> servers) {
    return servers.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
