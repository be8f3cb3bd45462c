package dev.deadair.diagnosis;

import dev.deadair.liveness.Fleet;
import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Instance;
import dev.deadair.liveness.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tells one running server from any other: its start, to the hundredth of a second, and all it
 * says of itself.
 */
record ServerProcess(Instant start, Optional<String> version, Identity identity) {

  /** Empty where the server does not tell enough. */
  static Optional<ServerProcess> of(Instance instance) {
    return instance
        .life()
        .map(life -> life.latest().scrape())
        .flatMap(
            scrape ->
                instance
                    .profile()
                    .identity()
                    .map(who -> new ServerProcess(scrape.processStart(), scrape.version(), who)));
  }

  /** Of each address the others at which its process answers, where there are any. */
  static Map<InstanceId, List<InstanceId>> twins(Fleet fleet) {
    var byProcess = new LinkedHashMap<ServerProcess, List<Instance>>();
    fleet.sites().values().stream()
        .flatMap(site -> site.groups().stream())
        .flatMap(group -> group.instances().stream())
        .forEach(
            each ->
                of(each)
                    .ifPresent(
                        process ->
                            byProcess.computeIfAbsent(process, _ -> new ArrayList<>()).add(each)));
    var twins = new HashMap<InstanceId, List<InstanceId>>();
    for (var addresses : byProcess.values()) {
      if (addresses.size() > 1 && isOneCounter(addresses)) {
        for (var each : addresses) {
          twins.put(
              each.id(),
              addresses.stream().map(Instance::id).filter(id -> !id.equals(each.id())).toList());
        }
      }
    }
    return twins;
  }

  /** Whether the readings, in the order in which they were taken, are those of one counter. */
  private static boolean isOneCounter(List<Instance> addresses) {
    var readings =
        addresses.stream()
            .map(each -> each.life().orElseThrow().latest())
            .sorted(Comparator.comparing(each -> each.at().mono()))
            .toList();
    for (var i = 1; i < readings.size(); i++) {
      if (readings.get(i).scrape().appended() < readings.get(i - 1).scrape().appended()) {
        return false;
      }
    }
    return true;
  }
}
