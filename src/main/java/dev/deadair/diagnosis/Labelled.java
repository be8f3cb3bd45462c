package dev.deadair.diagnosis;

import dev.deadair.liveness.Inventory.ExpectedGroup;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One server, or one configuration file, and the external labels it puts on whatever leaves it.
 *
 * @param server what tells it from others
 * @param group what replicas that scrape the same targets share; empty where nobody says
 * @param replicaLabels which labels tell replicas apart
 */
public record Labelled<S>(
    S server, Optional<String> group, Set<String> replicaLabels, Map<String, String> labels) {

  /** The names in use, where the configuration says no other. */
  public static final Set<String> REPLICA_LABELS = ExpectedGroup.REPLICA_LABELS;

  public Labelled {
    replicaLabels = Set.copyOf(replicaLabels);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** The labels that say which data it is, without those that say whose copy. */
  Map<String, String> withoutReplica() {
    var kept = new TreeMap<>(labels);
    kept.keySet().removeAll(replicaLabels);
    return kept;
  }

  boolean hasReplica() {
    return labels.keySet().stream().anyMatch(replicaLabels::contains);
  }

  /** As PromQL writes a label set. */
  static String text(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
            .collect(Collectors.joining(", ", "{", "}"));
  }
}
