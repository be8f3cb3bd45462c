package dev.deadair.tsdb;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Samples that are gone, or will be; counted by decoding what is there as far as it can be. */
public sealed interface Loss {
  /** None, or none that can be told from what was read. */
  Loss NONE = new Nothing();

  /** How many samples. */
  long count();

  /** Nothing is lost. */
  record Nothing() implements Loss {
    @Override
    public long count() {
      return 0;
    }
  }

  /**
   * Some are.
   *
   * @param samples how many, of all series together
   * @param from of the first of them, to the minute
   * @param to of the last of them, to the minute
   */
  record Samples(long samples, Instant from, Instant to) implements Loss {
    public Samples {
      Objects.requireNonNull(from);
      Objects.requireNonNull(to);
    }

    @Override
    public long count() {
      return samples;
    }

    public Duration span() {
      return Duration.between(from, to);
    }
  }
}
