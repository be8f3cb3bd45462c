package dev.deadair.lint;

import dev.deadair.diagnosis.Labelled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether what a Thanos component takes for replicas are replicas, and all of them. */
public final class ThanosFit {

  private ThanosFit() {}

  /** One flag that does not fit, and how, to follow the place. */
  public record Fault(String flag, String words) {}

  /** Everything that does not fit the servers that the component reads. */
  public static <S> List<Fault> faults(ThanosFlags flags, Collection<Labelled<S>> servers) {
    var faults = new ArrayList<Fault>();
    flags
        .replicaLabels()
        .forEach(
            (flag, names) -> {
              unnamed(names, servers)
                  .forEach(
                      (label, having) ->
                          faults.add(
                              new Fault(
                                  flag,
                                  "does not name %s, by which %s is told from its replicas"
                                      .formatted(label, text(having)))));
              unused(names, servers)
                  .forEach(
                      label ->
                          faults.add(new Fault(flag, "names " + label + ", which no server has")));
              merged(names, servers)
                  .forEach(
                      group ->
                          faults.add(
                              new Fault(
                                  flag,
                                  "takes %s for replicas, which are of different groups"
                                      .formatted(text(group)))));
            });
    return List.copyOf(faults);
  }

  private static <S> Map<String, Set<S>> unnamed(
      Set<String> names, Collection<Labelled<S>> servers) {
    var unnamed = new LinkedHashMap<String, Set<S>>();
    for (var each : servers) {
      for (var label : each.labels().keySet()) {
        if (each.replicaLabels().contains(label) && !names.contains(label)) {
          unnamed.computeIfAbsent(label, _ -> new LinkedHashSet<>()).add(each.server());
        }
      }
    }
    return unnamed;
  }

  private static <S> List<String> unused(Set<String> names, Collection<Labelled<S>> servers) {
    return servers.isEmpty()
        ? List.of()
        : names.stream()
            .filter(name -> servers.stream().noneMatch(each -> each.labels().containsKey(name)))
            .sorted()
            .toList();
  }

  /** Servers of more than one group that nothing but these labels tells apart. */
  private static <S> List<Set<S>> merged(Set<String> names, Collection<Labelled<S>> servers) {
    var bySet = new LinkedHashMap<Map<String, String>, List<Labelled<S>>>();
    for (var each : servers) {
      if (each.group().isPresent() && !each.labels().isEmpty()) {
        var kept = new TreeMap<>(each.labels());
        kept.keySet().removeAll(names);
        bySet.computeIfAbsent(kept, _ -> new ArrayList<>()).add(each);
      }
    }
    return bySet.values().stream()
        .filter(same -> same.stream().map(Labelled::group).distinct().count() > 1)
        .map(
            same ->
                same.stream()
                    .map(Labelled::server)
                    .collect(Collectors.<S, Set<S>>toCollection(LinkedHashSet::new)))
        .toList();
  }

  private static String text(Collection<?> servers) {
    return servers.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
