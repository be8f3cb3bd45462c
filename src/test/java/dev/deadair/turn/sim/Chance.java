package dev.deadair.turn.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that a seed decides. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Another of the same seed, so that what is new takes nothing from what was there. */
  Chance(long seed, int stream) {
    this(seed ^ (long) stream << 56);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** From {@code least} to {@code most}, both included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  double share() {
    return random.nextDouble();
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** About {@code mean} seconds, at least one. */
  long about(long mean) {
    return 1 + Math.round(-Math.log(1 - random.nextDouble()) * mean);
  }
}
