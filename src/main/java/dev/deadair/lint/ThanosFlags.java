package dev.deadair.lint;

import dev.deadair.lint.Yaml.NotUnderstood;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The flags of a Thanos component that decide which servers it takes for replicas, wherever they
 * are written: a unit, a script, the arguments of a container.
 *
 * @param replicaLabels by flag, in the order of the file
 * @param lines of the flags
 */
public record ThanosFlags(Map<String, Set<String>> replicaLabels, Map<String, Integer> lines) {

  /** The compactor's: blocks that differ in these alone become one, for ever. */
  public static final String DEDUPLICATION = "deduplication.replica-label";

  /** The querier's: series that differ in these alone are shown as one. */
  public static final String QUERY = "query.replica-label";

  private static final Pattern FLAG =
      Pattern.compile(
          "--(deduplication\\.replica-label|query\\.replica-label)(?:=|[\"',\\s]+(?:-\\s+)?)[\"']?"
              + "([a-zA-Z_][a-zA-Z0-9_,]*)");

  public ThanosFlags {
    replicaLabels = Map.copyOf(replicaLabels);
    lines = Map.copyOf(lines);
  }

  /** The flags in {@code text}; empty where it has none. */
  public static Optional<ThanosFlags> in(String text) {
    var labels = new LinkedHashMap<String, Set<String>>();
    var lines = new LinkedHashMap<String, Integer>();
    var found = FLAG.matcher(text);
    while (found.find()) {
      var line = 1 + (int) text.substring(0, found.start()).chars().filter(c -> c == '\n').count();
      lines.putIfAbsent(found.group(1), line);
      labels
          .computeIfAbsent(found.group(1), _ -> new LinkedHashSet<>())
          .addAll(List.of(found.group(2).split(",")));
    }
    return labels.isEmpty() ? Optional.empty() : Optional.of(new ThanosFlags(labels, lines));
  }

  /** Those in the answer to {@code GET /api/v1/status/flags}; empty where it has none. */
  public static Optional<ThanosFlags> status(String json) {
    try {
      var data = Yaml.parse(json).get("data");
      var labels = new LinkedHashMap<String, Set<String>>();
      for (var flag : List.of(DEDUPLICATION, QUERY)) {
        var value = data.isPresent() ? data.get().text(flag) : Optional.<String>empty();
        var names = new LinkedHashSet<>(List.of(value.orElse("").split("[^a-zA-Z0-9_]+")));
        names.remove("");
        if (!names.isEmpty()) {
          labels.put(flag, names);
        }
      }
      return labels.isEmpty() ? Optional.empty() : Optional.of(new ThanosFlags(labels, Map.of()));
    } catch (NotUnderstood _) {
      return Optional.empty(); // something else is there, which is no Thanos
    }
  }
}
