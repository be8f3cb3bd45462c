package dev.deadair.probe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The wanted samples of one exposition.
 *
 * <p>A metric the exposition did not have is empty, never zero. Asking for a metric or a label that
 * is not {@link Wanted} is a bug and an {@link IllegalArgumentException}: a misspelt name must not
 * pass for an absent metric.
 */
record Samples(Wanted wanted, Map<String, List<Sample>> byMetric) {

  /** One sample: those of its labels that are wanted and present, and its value. */
  record Sample(Map<String, String> labels, double value) {
    Sample {
      labels = Map.copyOf(labels);
    }
  }

  Samples {
    byMetric = Map.copyOf(byMetric);
  }

  /** The samples of a metric in the order of the exposition. */
  List<Sample> of(String metric) {
    wanted.require(metric);
    return byMetric.getOrDefault(metric, List.of());
  }

  /** The value of a metric that has one series; of several, the first one's. */
  OptionalDouble value(String metric) {
    return of(metric).stream().mapToDouble(Sample::value).findFirst();
  }

  /** The sum over all series of a metric. */
  OptionalDouble sum(String metric) {
    return of(metric).stream().mapToDouble(Sample::value).reduce(Double::sum);
  }

  /** The sums of a metric by the values of one label; a series without the label counts as "". */
  Map<String, Double> by(String metric, String label) {
    wanted.require(metric, label);
    var sums = new LinkedHashMap<String, Double>();
    for (var sample : of(metric)) {
      sums.merge(sample.labels().getOrDefault(label, ""), sample.value(), Double::sum);
    }
    return Collections.unmodifiableMap(sums);
  }
}
