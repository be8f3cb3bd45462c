package dev.deadair.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which known word a misspelt one was probably meant to be. */
final class Spelling {
  private Spelling() {}

  /** The closest of {@code known} that a slip or two of the fingers turn into {@code word}. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .sorted()
        .filter(each -> slips(word, each) <= (Math.min(word.length(), each.length()) > 4 ? 2 : 1))
        .min(Comparator.comparingInt(each -> slips(word, each)));
  }

  /** Letters lost, added, mistaken or swapped with their neighbour (optimal string alignment). */
  private static int slips(String one, String other) {
    var slips = new int[one.length() + 1][other.length() + 1];
    for (var i = 0; i <= one.length(); i++) {
      for (var j = 0; j <= other.length(); j++) {
        slips[i][j] = i == 0 || j == 0 ? i + j : fewest(slips, one, i, other, j);
      }
    }
    return slips[one.length()][other.length()];
  }

  private static int fewest(int[][] slips, String one, int i, String other, int j) {
    var same = one.charAt(i - 1) == other.charAt(j - 1);
    var fewest = Math.min(slips[i - 1][j], slips[i][j - 1]) + 1;
    fewest = Math.min(fewest, slips[i - 1][j - 1] + (same ? 0 : 1));
    var swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
  }
}
