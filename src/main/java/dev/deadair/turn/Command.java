package dev.deadair.turn;

import dev.deadair.alert.Drill;
import dev.deadair.liveness.Subject;

/** What an operator tells a running watcher to do, beyond its configuration. */
public sealed interface Command {

  /** That maintenance is over. */
  record Expire(String maintenance) implements Command {}

  /** That what was usual of a group, or of all groups of a site, is to be learned anew. */
  record ResetBaseline(Subject whose) implements Command {}

  /** That a receiver is to be tried. */
  record Try(Drill.Wanted drill) implements Command {}
}
