package dev.deadair.turn.sim;

import dev.deadair.alert.Alert;
import dev.deadair.alert.DedupKey;
import dev.deadair.alert.GroupKey;
import dev.deadair.alert.Matcher;
import dev.deadair.alert.Routes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the Alertmanagers of a world route, which decides under which key they open. */
final class Tree {

  private static final Routes.Timing TIMING =
      new Routes.Timing(Optional.empty(), Optional.empty(), Optional.empty());
  private static final List<Matcher> CRITICAL =
      List.of(Matcher.of("severity", Matcher.Op.EQUAL, "critical"));

  /** Whether it is told to who asks for it. */
  private final boolean told;

  private boolean edited;
  private boolean wasEdited;

  Tree(boolean told) {
    this.told = told;
  }

  /** Somebody gives critical alerts a route of their own, or takes it away again. */
  void edit() {
    edited = !edited;
    wasEdited = true;
  }

  boolean wasEdited() {
    return wasEdited;
  }

  /** Whether who asks is told every key that it ever gave. */
  boolean tellsAll() {
    return told && !wasEdited;
  }

  /** The group key of a critical alert that comes now. */
  String groupKey(Alert alert) {
    return groupKey(alert, edited);
  }

  private static String groupKey(Alert alert, boolean edited) {
    var labels =
        alert.labels().entrySet().stream()
            .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
            .collect(Collectors.joining(", ", "{", "}"));
    return (edited ? "{}/{severity=\"critical\"}:" : "{}:") + labels;
  }

  /** The dedup key of a group. */
  static String key(String groupKey) {
    return new GroupKey(groupKey).dedupKey().value();
  }

  /** Every key under which it may have opened an alert. */
  static List<DedupKey> keys(Alert alert) {
    return List.of(
        new DedupKey(key(groupKey(alert, false))), new DedupKey(key(groupKey(alert, true))));
  }

  /** What it says to who asks. */
  Optional<Routes> routes() {
    var root = node(List.of(), edited ? List.of(node(CRITICAL, List.of())) : List.of());
    return told
        ? Optional.of(
            new Routes(
                root,
                Map.of(
                    "pager",
                    new Routes.Contact(
                        "pager",
                        List.of(
                            new Routes.Integration("pagerduty", false),
                            new Routes.Integration("webhook", true)))),
                List.of()))
        : Optional.empty();
  }

  private static Routes.Node node(List<Matcher> matchers, List<Routes.Node> children) {
    return new Routes.Node(
        matchers,
        false,
        Optional.of("pager"),
        Optional.of(new Routes.GroupBy.All()),
        TIMING,
        List.of(),
        List.of(),
        children);
  }
}
