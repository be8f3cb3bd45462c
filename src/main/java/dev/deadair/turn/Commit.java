package dev.deadair.turn;

/** Whether the journal holds a turn: what decides if a resolve may leave. */
public sealed interface Commit {

  /** It is durable. */
  record Kept() implements Commit {}

  /** It is not, or not known to be. Pages leave all the same, resolves wait. */
  record Unkept(String why) implements Commit {}
}
