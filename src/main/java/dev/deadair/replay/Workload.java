package dev.deadair.replay;

import dev.deadair.liveness.Flavour;
import java.time.Duration;

/**
 * What a simulated server has to do.
 *
 * @param targets how many it scrapes
 * @param samples what one target gives at a scrape
 * @param every its scrape interval
 * @param ruleSamples what its only rule group writes at each scrape interval
 */
public record Workload(
    Flavour flavour, String version, int targets, int samples, Duration every, int ruleSamples) {

  public static final Workload DEFAULT =
      new Workload(Flavour.PROMETHEUS, "3.5.0", 100, 100, Duration.ofSeconds(15), 0);

  Workload withTargets(int number) {
    return new Workload(flavour, version, number, samples, every, ruleSamples);
  }

  /** The same where each target gives so many samples. */
  public Workload withSamples(int number) {
    return new Workload(flavour, version, targets, number, every, ruleSamples);
  }

  Workload withEvery(Duration interval) {
    return new Workload(flavour, version, targets, samples, interval, ruleSamples);
  }

  Workload withRuleSamples(int number) {
    return new Workload(flavour, version, targets, samples, every, number);
  }

  Workload withVersion(String name) {
    return new Workload(flavour, name, targets, samples, every, ruleSamples);
  }

  Workload withFlavour(Flavour kind) {
    return new Workload(kind, version, targets, samples, every, ruleSamples);
  }
}
