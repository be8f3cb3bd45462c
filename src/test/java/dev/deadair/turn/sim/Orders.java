package dev.deadair.turn.sim;

/** Numbers every event in the order in which it departs, whoever sends it. */
final class Orders {

  private long latest;

  long next() {
    return ++latest;
  }
}
