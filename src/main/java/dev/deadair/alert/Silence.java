package dev.deadair.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A silence of an Alertmanager's, as an operator made it.
 *
 * @param matchers it keeps quiet what all of them match
 * @param until when it ends, unless somebody ends it before
 */
public record Silence(
    String id, List<Matcher> matchers, Instant from, Instant until, String author, String comment) {

  public Silence {
    matchers = List.copyOf(matchers);
  }

  /** The same as a clock shows it that its Alertmanager's is so far ahead of. */
  public Silence seenFrom(Duration behind) {
    return new Silence(id, matchers, from.minus(behind), until.minus(behind), author, comment);
  }

  boolean keepsQuiet(Map<String, String> labels) {
    return !matchers.isEmpty() && matchers.stream().allMatch(each -> each.matches(labels));
  }

  /** Whether it has begun and is not over. */
  public boolean isOn(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
