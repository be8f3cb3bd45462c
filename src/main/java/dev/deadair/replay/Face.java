package dev.deadair.replay;

import dev.deadair.liveness.Identity;
import dev.deadair.liveness.Inspection;
import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Moment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulated server calls itself.
 *
 * @param configuration stands for the hash of its configuration
 */
record Face(String hostName, String configuration, Map<String, String> labels) {

  Face {
    labels = Map.copyOf(labels);
  }

  /** What is right for a server of that name. */
  static Face of(InstanceId id) {
    return new Face(
        id.name(),
        "as configured",
        Map.of("site", id.site().name(), "prometheus", id.group().name(), "replica", id.name()));
  }

  /** What a slow look at it brings. */
  Inspection inspection(InstanceId id, Moment at, String version) {
    var identity = new Identity(Optional.of(hostName), Optional.of(version), configuration, labels);
    return new Inspection(id, at, Optional.of(identity), Map.of());
  }

  Face withHostName(String name) {
    return new Face(name, configuration, labels);
  }

  Face withConfiguration(String name) {
    return new Face(hostName, name, labels);
  }

  Face withLabels(Map<String, String> others) {
    return new Face(hostName, configuration, others);
  }

  /** After the word {@code labels}: {@code site=ulsfo,replica=a}, or {@code none}. */
  static Map<String, String> labels(Words words) throws Wrong {
    var word = words.word("labels such as site=ulsfo,replica=a");
    var labels = new HashMap<String, String>();
    if (word.equals("none")) {
      return labels;
    }
    for (var each : word.split(",", -1)) {
      var pair = each.split("=", 2);
      if (pair.length != 2 || pair[0].isEmpty()) {
        throw new Wrong("\"" + each + "\" is no label; use such as replica=a, or none");
      }
      labels.put(pair[0], pair[1]);
    }
    return labels;
  }
}
