package dev.deadair.alert;

import java.util.Locale;

/** How much an alert wants of a human; ordered, the most urgent last. */
public enum Severity {
  /** Always firing, for a dead man's switch. */
  NONE,
  WARNING,
  /** Gets somebody out of bed. */
  CRITICAL;

  /** The lower-case word of labels and configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean atLeast(Severity other) {
    return compareTo(other) >= 0;
  }
}
