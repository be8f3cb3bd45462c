package dev.deadair.alert;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The key under which Alertmanager folds alerts into one notification: the route that took them and
 * the labels it groups by.
 */
public record GroupKey(String value) {

  /** Go compares strings by their UTF-8 bytes, which is by code point. */
  static final Comparator<String> BY_CODE_POINT =
      (one, other) -> {
        for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
          if (one.charAt(i) != other.charAt(i)) {
            return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
          }
        }
        return Integer.compare(one.length(), other.length());
      };

  /**
   * @param route the matchers of the routes from the root to the one that took the alert
   */
  static GroupKey of(List<List<Matcher>> route, Map<String, String> labels) {
    var path =
        route.stream()
            .map(
                each ->
                    each.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}")))
            .collect(Collectors.joining("/"));
    return of(path, labels);
  }

  /** The key of a route by the text of its path. */
  static GroupKey of(String path, Map<String, String> labels) {
    return new GroupKey(path + ":" + text(labels));
  }

  /** The key of PagerDuty's incident, as Alertmanager computes it from this. */
  public DedupKey dedupKey() {
    return new DedupKey(DedupKey.sha256(value));
  }

  private static String text(Map<String, String> labels) {
    SortedMap<String, String> sorted = new TreeMap<>(BY_CODE_POINT);
    sorted.putAll(labels);
    return sorted.entrySet().stream()
        .map(each -> each.getKey() + "=" + quoted(each.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** As Go's {@code %q} writes text. */
  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quote(quoted, c));
    return quoted.append('"').toString();
  }

  private static void quote(StringBuilder quoted, int c) {
    switch (c) {
      case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
      case 7 -> quoted.append("\\a");
      case '\b' -> quoted.append("\\b");
      case '\f' -> quoted.append("\\f");
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case 11 -> quoted.append("\\v");
      default -> {
        if (isPrintable(c)) {
          quoted.appendCodePoint(c);
        } else {
          var format = c < ' ' || c == 0x7f ? "\\x%02x" : c > 0xffff ? "\\U%08x" : "\\u%04x";
          quoted.append(format.formatted(c));
        }
      }
    }
  }

  /** Letters, marks, numbers, punctuation, symbols and the one space of ASCII. */
  private static boolean isPrintable(int c) {
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.PRIVATE_USE,
              Character.SPACE_SEPARATOR,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }

  /** Surrogates stand for code points above all others. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
