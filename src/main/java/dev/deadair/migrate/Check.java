package dev.deadair.migrate;

import java.util.List;

/**
 * One condition of an upgrade.
 *
 * @param name in kebab case: part of the outside face
 * @param reasons why it is not met, a line each; or what showed that it is
 */
public record Check(String name, Outcome outcome, List<String> reasons) {

  public Check {
    reasons = List.copyOf(reasons);
  }

  /** Whether a condition is met. */
  public enum Outcome {
    GO("go"),
    /** Not yet: it may still come. */
    WAITING("waiting"),
    NO_GO("no-go");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  static Check go(String name, String... reasons) {
    return new Check(name, Outcome.GO, List.of(reasons));
  }

  static Check waiting(String name, String... reasons) {
    return new Check(name, Outcome.WAITING, List.of(reasons));
  }

  static Check noGo(String name, List<String> reasons) {
    return new Check(name, Outcome.NO_GO, reasons);
  }

  /** Met where there is no reason against it. */
  static Check unless(String name, List<String> reasons) {
    return reasons.isEmpty() ? go(name) : noGo(name, reasons);
  }
}
