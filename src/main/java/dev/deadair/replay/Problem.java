package dev.deadair.replay;

/**
 * Something wrong in a scenario file, and what would be right.
 *
 * @param line 0 where it is about the file as a whole
 */
public record Problem(String file, int line, String text) {

  @Override
  public String toString() {
    return (line > 0 ? file + ":" + line : file) + ": " + text;
  }
}
