package dev.deadair.config;

import java.util.Comparator;

/**
 * Something wrong with a configuration, where it stands, and what would be right.
 *
 * @param source the file as it was named to us, or the flag or environment variable it came from
 * @param line 0 where it is about the source as a whole
 * @param path of the setting, without the leading {@code deadair}; empty where there is none
 * @param text a whole sentence, the path included
 */
public record Problem(String source, int line, String path, String text)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::source)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::text);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** Where it stands, as compilers say it. */
  public String place() {
    return line > 0 ? source + ":" + line : source;
  }

  @Override
  public String toString() {
    return place() + ": " + text;
  }
}
