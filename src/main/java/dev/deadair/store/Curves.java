package dev.deadair.store;

import dev.deadair.liveness.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What the history holds of some subjects between two times, in equal steps.
 *
 * @param from the first step's beginning
 * @param steps how many there are; every curve is as long
 */
public record Curves(Instant from, Duration step, int steps, Map<Subject, Curve> bySubject) {

  /** The curve of {@code subject}; one that knows nothing where there is none. */
  public Curve of(Subject subject) {
    return bySubject.getOrDefault(subject, new Curve(steps));
  }

  /** The curve of one subject; what is not known of a step is empty. */
  public static final class Curve {
    private final String[] states;
    private final double[] covered;
    private final double[] rates;
    private final double[] usual;

    Curve(int steps) {
      states = new String[steps];
      Arrays.fill(states, "");
      covered = unknown(steps);
      rates = unknown(steps);
      usual = unknown(steps);
    }

    void put(int step, String state, double share, double rate, double usualRate) {
      states[step] = state;
      covered[step] = share;
      rates[step] = rate;
      usual[step] = usualRate;
    }

    /** The worst state of the step; empty while nobody watched. */
    public Optional<String> state(int step) {
      return Optional.of(states[step]).filter(word -> !word.isEmpty());
    }

    /** The share of the step's sighted time that had data. */
    public Optional<Double> covered(int step) {
      return known(covered[step]);
    }

    /** Samples per second. */
    public Optional<Double> rate(int step) {
      return known(rates[step]);
    }

    /** The rate that was usual at that hour. */
    public Optional<Double> usual(int step) {
      return known(usual[step]);
    }

    private static double[] unknown(int steps) {
      var none = new double[steps];
      Arrays.fill(none, Double.NaN);
      return none;
    }

    private static Optional<Double> known(double value) {
      return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
    }
  }
}
