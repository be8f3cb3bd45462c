package dev.deadair.turn;

/** What an operator tells a running watcher to do, beyond its configuration. */
public sealed interface Command {

  /** That maintenance is over. */
  record Expire(String maintenance) implements Command {}
}
