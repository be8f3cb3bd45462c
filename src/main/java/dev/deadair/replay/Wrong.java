package dev.deadair.replay;

/** A line that cannot be read. */
final class Wrong extends Exception {
  private static final long serialVersionUID = 1;

  private final String text;

  /** With what is wrong, and what would be right. */
  Wrong(String text) {
    super(text);
    this.text = text;
  }

  String text() {
    return text;
  }
}
