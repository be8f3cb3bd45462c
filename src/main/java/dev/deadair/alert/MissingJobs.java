package dev.deadair.alert;

import dev.deadair.liveness.GroupId;
import dev.deadair.liveness.Instance;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The jobs whose targets are down, as the slow looks at some servers last told. */
final class MissingJobs {

  /** More of them says no more to somebody who was just woken. */
  private static final int NAMED = 5;

  private MissingJobs() {}

  /** The line of a page, the largest job first; empty where none is known to be down. */
  static Optional<String> line(Collection<Instance> instances) {
    var down = byJob(instances);
    return down.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Targets down by job: "
                + down.entrySet().stream()
                    .sorted(
                        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(NAMED)
                    .map(each -> each.getKey() + " " + each.getValue())
                    .collect(Collectors.joining(", "))
                + (down.size() > NAMED ? " and " + (down.size() - NAMED) + " more." : "."));
  }

  /** Replicas scrape the same targets, so within a group the most that one of them misses. */
  private static Map<String, Long> byJob(Collection<Instance> instances) {
    var byGroup = new HashMap<GroupId, Map<String, Long>>();
    for (var instance : instances) {
      var jobs = byGroup.computeIfAbsent(instance.id().group(), _ -> new HashMap<>());
      instance
          .inspection()
          .ifPresent(
              told -> told.jobsDown().forEach((job, down) -> jobs.merge(job, down, Math::max)));
    }
    var sums = new HashMap<String, Long>();
    byGroup.values().forEach(jobs -> jobs.forEach((job, down) -> sums.merge(job, down, Long::sum)));
    return sums;
  }
}
