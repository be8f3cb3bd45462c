package dev.deadair.config;

import java.time.Duration;
import java.util.Optional;

/**
 * For how much of the time there must be data, as far as it is written at one level or above.
 *
 * <p>What is empty is written wrongly or, at the top, left to the defaults of the tree. A span of
 * less than three windows is no mistake: it is three windows then.
 */
record CoverageRule(Optional<Duration> span, Optional<Double> minimum) {

  static final CoverageRule NONE = new CoverageRule(Optional.empty(), Optional.empty());

  /** This, where {@code node} does not write otherwise. */
  CoverageRule at(Node node) {
    var spanHere = node.get("span");
    var minimumHere = node.get("minimum");
    node.done();
    return new CoverageRule(
        spanHere.isPresent() ? spanHere.flatMap(Value::duration) : span,
        minimumHere.isPresent() ? minimumHere.flatMap(Value::share) : minimum);
  }
}
