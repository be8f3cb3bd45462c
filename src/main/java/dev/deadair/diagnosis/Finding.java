package dev.deadair.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One thing that is wrong with a server, in the words of the person who has to mend it.
 *
 * @param summary one line
 * @param evidence the facts it rests on, a line each, with times and the names of metrics
 * @param action what to do, with the exact commands and what each costs in data
 * @param since when it was first found
 */
public record Finding(
    Code code,
    Code.Severity severity,
    String summary,
    List<String> evidence,
    String action,
    Instant since) {

  public Finding {
    evidence = List.copyOf(evidence);
  }

  /** This finding by a clock that was set ahead so far. */
  Finding stepped(Duration ahead) {
    return new Finding(code, severity, summary, evidence, action, since.plus(ahead));
  }

  Finding(Code code, Mark mark, String summary, List<String> evidence, String action) {
    this(code, code.severity(), summary, evidence, action, mark.since());
  }
}
