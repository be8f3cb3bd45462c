package dev.deadair.replay;

import dev.deadair.liveness.Flavour;
import dev.deadair.liveness.InstanceId;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads what stands behind a server's name. */
final class RoleReader {

  private RoleReader() {}

  static Role read(InstanceId id, Words words) throws Wrong {
    return Series.begins(words.peek())
        ? new Role.Written(id, Series.of(words))
        : simulated(id, words);
  }

  private static Role simulated(InstanceId id, Words words) throws Wrong {
    var forwards = words.take("forwarder");
    var workload = Workload.DEFAULT;
    var face = Face.of(id);
    while (!words.isOver()) {
      var option = words.word("an option");
      if (option.equals("labels")) {
        face = face.withLabels(Face.labels(words));
        continue;
      }
      workload =
          switch (option) {
            case "targets" -> workload.withTargets(words.number("number of targets"));
            case "samples" -> workload.withSamples(words.number("number of samples"));
            case "rules" -> workload.withRuleSamples(words.number("number of rule samples"));
            case "every" -> workload.withEvery(words.positive("the scrape interval"));
            case "version" -> workload.withVersion(words.word("a version"));
            case "flavour" -> workload.withFlavour(flavour(words.word("a flavour")));
            default ->
                throw new Wrong(
                    "\""
                        + option
                        + "\" is neither a value of a series, such as 0+1000x4 or _x12, nor one of"
                        + " targets, samples, rules, every, version, flavour, labels");
          };
    }
    return new Role.Simulated(id, workload, face, forwards);
  }

  private static Flavour flavour(String word) throws Wrong {
    for (var flavour : Flavour.values()) {
      if (flavour.word().equals(word)) {
        return flavour;
      }
    }
    throw new Wrong(
        "\""
            + word
            + "\" is no flavour; use one of "
            + Arrays.stream(Flavour.values()).map(Flavour::word).collect(Collectors.joining(", ")));
  }
}
