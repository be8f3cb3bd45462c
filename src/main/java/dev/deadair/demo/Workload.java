package dev.deadair.demo;

import java.time.Duration;

/**
 * What a server has to do.
 *
 * @param interval from one scrape of a target to the next, and from one evaluation of the rules to
 *     the next
 * @param samplesPerTarget samples that one scrape of one target brings, its reports not counted
 * @param ruleSamples samples that one evaluation of the rules writes
 */
record Workload(Duration interval, int targets, int samplesPerTarget, int ruleSamples) {

  Workload {
    if (!interval.isPositive() || targets < 1 || samplesPerTarget < 0 || ruleSamples < 0) {
      throw new IllegalArgumentException("no workload");
    }
  }
}
