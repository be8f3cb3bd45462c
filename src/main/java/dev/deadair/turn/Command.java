package dev.deadair.turn;

import dev.deadair.alert.Drill;

/** What an operator tells a running watcher to do, beyond its configuration. */
public sealed interface Command {

  /** That maintenance is over. */
  record Expire(String maintenance) implements Command {}

  /** That a receiver is to be tried. */
  record Try(Drill.Wanted drill) implements Command {}
}
