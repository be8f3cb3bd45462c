package dev.deadair.liveness;

/** Below which rate of useful samples a group has lost its ingestion, though it has some. */
public sealed interface Floor {

  /** A tenth of what is usual at this hour. */
  Floor DEFAULT = new Fraction(0.1);

  /** A share of its baseline, from 0 to 1. */
  record Fraction(double ofBaseline) implements Floor {
    public Fraction {
      if (!(ofBaseline >= 0 && ofBaseline <= 1)) {
        throw new IllegalArgumentException("no share of a whole: " + ofBaseline);
      }
    }
  }

  /** Samples per second, whatever is usual. */
  record Absolute(double samplesPerSecond) implements Floor {
    public Absolute {
      if (!(samplesPerSecond >= 0 && Double.isFinite(samplesPerSecond))) {
        throw new IllegalArgumentException("no rate: " + samplesPerSecond);
      }
    }
  }

  /** None: there may be as little as there is. */
  record Off() implements Floor {}
}
