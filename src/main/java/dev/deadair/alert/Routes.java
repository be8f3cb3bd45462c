package dev.deadair.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An Alertmanager's configuration, as far as it decides what becomes of an alert, and the walk that
 * decides it.
 *
 * @param contacts its receivers by name
 */
public record Routes(Node root, Map<String, Contact> contacts, List<InhibitRule> inhibitRules) {

  public Routes {
    contacts = Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
    inhibitRules = List.copyOf(inhibitRules);
  }

  /**
   * One route, as written: what it leaves out it has of its parent.
   *
   * @param continues whether its next sibling is asked too
   * @param mutedIn names of time intervals in which it is mute; never inherited
   * @param activeIn names of the only time intervals in which it is not; never inherited
   */
  public record Node(
      List<Matcher> matchers,
      boolean continues,
      Optional<String> receiver,
      Optional<GroupBy> groupBy,
      Timing timing,
      List<String> mutedIn,
      List<String> activeIn,
      List<Node> children) {

    public Node {
      matchers = matchers.stream().sorted().toList();
      mutedIn = List.copyOf(mutedIn);
      activeIn = List.copyOf(activeIn);
      children = List.copyOf(children);
    }

    boolean takes(Map<String, String> labels) {
      for (var each : matchers) { // asked a million times for a large fleet
        if (!each.matches(labels)) {
          return false;
        }
      }
      return true;
    }
  }

  /** By which labels alerts share a notification. */
  public sealed interface GroupBy {

    /** By these. */
    record Labels(Set<String> names) implements GroupBy {
      public Labels {
        names = Set.copyOf(names);
      }
    }

    /** By every label: {@code ...}, each alert on its own. */
    record All() implements GroupBy {}

    /** Those of {@code labels} that it groups by. */
    default SortedMap<String, String> of(Map<String, String> labels) {
      var chosen = new TreeMap<>(labels);
      switch (this) {
        case Labels(var names) -> chosen.keySet().retainAll(names);
        case All() -> {}
      }
      return chosen;
    }
  }

  /** How long a group waits: for its first notification, for changes, for a reminder. */
  public record Timing(
      Optional<Duration> groupWait,
      Optional<Duration> groupInterval,
      Optional<Duration> repeatInterval) {

    /** Alertmanager's own. */
    static final Timing DEFAULT =
        new Timing(
            Optional.of(Duration.ofSeconds(30)),
            Optional.of(Duration.ofMinutes(5)),
            Optional.of(Duration.ofHours(4)));

    Timing or(Timing parent) {
      return new Timing(
          groupWait.or(parent::groupWait),
          groupInterval.or(parent::groupInterval),
          repeatInterval.or(parent::repeatInterval));
    }
  }

  /** A receiver of an Alertmanager, and what it is made of. */
  public record Contact(String name, List<Integration> integrations) {

    public Contact {
      integrations = List.copyOf(integrations);
    }
  }

  /**
   * One way in which a receiver tells somebody.
   *
   * @param kind as its list is named: {@code pagerduty} of {@code pagerduty_configs}
   */
  public record Integration(String kind, boolean sendResolved) {

    private static final Set<String> PAGERS =
        Set.of("pagerduty", "opsgenie", "victorops", "pushover", "incidentio");

    /** Whether it is made to get somebody out of bed. */
    public boolean pages() {
      return PAGERS.contains(kind);
    }
  }

  /** While an alert that matches {@code source} fires, one that matches {@code target} is mute. */
  public record InhibitRule(List<Matcher> source, List<Matcher> target, Set<String> equal) {

    public InhibitRule {
      source = List.copyOf(source);
      target = List.copyOf(target);
      equal = Set.copyOf(equal);
    }

    public boolean mayMute(Map<String, String> labels) {
      return target.stream().allMatch(each -> each.matches(labels));
    }

    /** Whether {@code other} mutes {@code labels} while it fires. */
    public boolean isMutedBy(Map<String, String> labels, Map<String, String> other) {
      var isSourceToo = source.stream().allMatch(each -> each.matches(labels));
      return mayMute(labels)
          && source.stream().allMatch(each -> each.matches(other))
          // What matches both sides is muted by no alert that does so too, itself included.
          && !(isSourceToo && mayMute(other))
          && equal.stream()
              .allMatch(each -> labels.getOrDefault(each, "").equals(other.getOrDefault(each, "")));
    }
  }

  /**
   * Where an alert ends up.
   *
   * @param groupLabels those it shares with the others in its notification
   * @param key of the group it is in
   * @param timing all of it present
   */
  public record Destination(
      Contact contact,
      SortedMap<String, String> groupLabels,
      GroupKey key,
      Timing timing,
      List<String> mutedIn,
      List<String> activeIn) {

    public Destination {
      groupLabels = Collections.unmodifiableSortedMap(new TreeMap<>(groupLabels));
      mutedIn = List.copyOf(mutedIn);
      activeIn = List.copyOf(activeIn);
    }

    /** Whether it is made to get somebody out of bed. */
    public boolean pages() {
      return contact.integrations().stream().anyMatch(Integration::pages);
    }

    /** The key of the incident that its PagerDuty integrations open; empty where it has none. */
    public Optional<DedupKey> pagerDutyKey() {
      return contact.integrations().stream().anyMatch(each -> each.kind().equals("pagerduty"))
          ? Optional.of(key.dedupKey())
          : Optional.empty();
    }
  }

  /** Where an alert with {@code labels} ends up, in order; at least one place for every alert. */
  public List<Destination> destinations(Map<String, String> labels) {
    var present = new TreeMap<>(labels);
    present.values().removeIf(String::isEmpty); // Alertmanager drops them on arrival
    var found = new ArrayList<Destination>();
    new Walk(present, found).into(root, Branch.TRUNK);
    return List.copyOf(found);
  }

  /** What a route has of those above it. */
  private record Branch(List<List<Matcher>> path, String receiver, GroupBy groupBy, Timing timing) {

    static final Branch TRUNK =
        new Branch(List.of(), "", new GroupBy.Labels(Set.of()), Timing.DEFAULT);

    Branch and(Node node) {
      var longer = new ArrayList<>(path);
      longer.add(node.matchers());
      return new Branch(
          List.copyOf(longer),
          node.receiver().orElse(receiver),
          node.groupBy().orElse(groupBy),
          node.timing().or(timing));
    }
  }

  /** One alert's way through the tree: depth first, up to the first that does not continue. */
  private final class Walk {
    private final Map<String, String> labels;
    private final List<Destination> found;

    Walk(Map<String, String> labels, List<Destination> found) {
      this.labels = labels;
      this.found = found;
    }

    boolean into(Node node, Branch above) {
      if (!node.takes(labels)) {
        return false;
      }
      var branch = above.and(node);
      var taken = false;
      for (var child : node.children()) {
        var childTook = into(child, branch);
        taken |= childTook;
        if (childTook && !child.continues()) {
          break;
        }
      }
      if (!taken) {
        found.add(destination(node, branch));
      }
      return true;
    }

    private Destination destination(Node node, Branch branch) {
      var contact =
          contacts.getOrDefault(branch.receiver(), new Contact(branch.receiver(), List.of()));
      var groupLabels = branch.groupBy().of(labels);
      return new Destination(
          contact,
          groupLabels,
          GroupKey.of(branch.path(), groupLabels),
          branch.timing(),
          node.mutedIn(),
          node.activeIn());
    }
  }
}
