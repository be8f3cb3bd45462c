package dev.deadair.migrate;

import dev.deadair.migrate.Check.Outcome;
import java.util.List;

/** All conditions of one step of an upgrade: go only if every one of them is met. */
public record Report(List<Check> checks) {

  public Report {
    checks = List.copyOf(checks);
  }

  public boolean isGo() {
    return checks.stream().allMatch(each -> each.outcome() == Outcome.GO);
  }

  /** Whether some condition cannot be met any more, so that waiting is in vain. */
  public boolean isLost() {
    return checks.stream().anyMatch(each -> each.outcome() == Outcome.NO_GO);
  }

  /** {@code go} or {@code no-go}; what is still waited for is none. */
  public String word() {
    return isGo() ? Outcome.GO.word() : Outcome.NO_GO.word();
  }
}
