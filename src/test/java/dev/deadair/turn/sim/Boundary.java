package dev.deadair.turn.sim;

/** Where in a turn the process dies. */
enum Boundary {
  BEFORE_TURN,
  BEFORE_COMMIT,
  /** The disk holds the turn, and nothing has left. */
  BEFORE_SENDING,
  /** One request has left. */
  AMID_SENDING,
  /** All have left, and no answer has been heard. */
  AFTER_SENDING
}
