package dev.deadair.tsdb;

import java.util.Comparator;
import java.util.List;

/** What was found in a data directory, worst first. */
public record Verdict(List<Finding> findings) {
  public Verdict {
    findings =
        findings.stream()
            .sorted(
                Comparator.comparing(Finding::severity)
                    .reversed()
                    .thenComparing(each -> each.path().toString()))
            .toList();
  }

  /** The worst of all findings. */
  public Severity severity() {
    return findings.isEmpty() ? Severity.FINE : findings.getFirst().severity();
  }

  public boolean isFine() {
    return severity() == Severity.FINE;
  }

  /** How many samples all findings together lose, as far as they were counted. */
  public long samplesLost() {
    return findings.stream().map(Finding::loses).mapToLong(Loss::count).sum();
  }
}
