package dev.deadair.alert;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * One condition on one label, as Alertmanager's routes and inhibit rules are made of; a label that
 * is not there has the empty value.
 *
 * @param regex the value as an expression, where it is one
 */
public record Matcher(String label, Op op, String value, Optional<GoRegex> regex)
    implements Comparable<Matcher> {

  // Alertmanager sorts a route's matchers before it writes them into the key.
  private static final Comparator<Matcher> ORDER =
      Comparator.comparing(Matcher::label, GroupKey.BY_CODE_POINT)
          .thenComparing(Matcher::value, GroupKey.BY_CODE_POINT)
          .thenComparing(Matcher::op);

  /** How a value is compared; in Alertmanager's order. */
  public enum Op {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String sign;

    Op(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** Throws {@link IllegalArgumentException} for what is no regular expression. */
  public static Matcher of(String label, Op op, String value) {
    return new Matcher(
        label,
        op,
        value,
        switch (op) {
          case EQUAL, NOT_EQUAL -> Optional.empty();
          case REGEX, NOT_REGEX -> Optional.of(new GoRegex(value));
        });
  }

  public boolean matches(Map<String, String> labels) {
    var actual = labels.getOrDefault(label, "");
    return switch (op) {
      case EQUAL -> actual.equals(value);
      case NOT_EQUAL -> !actual.equals(value);
      case REGEX -> regex.orElseThrow().matches(actual);
      case NOT_REGEX -> !regex.orElseThrow().matches(actual);
    };
  }

  @Override
  public int compareTo(Matcher other) {
    return ORDER.compare(this, other);
  }

  /** As Alertmanager writes it, in keys and everywhere. */
  @Override
  public String toString() {
    return label.codePoints().anyMatch(Matcher::isReserved)
        ? GroupKey.quoted(label) + op.sign() + GroupKey.quoted(value)
        : label + op.sign() + '"' + escaped(value) + '"';
  }

  private static boolean isReserved(int c) {
    return Character.isWhitespace(c) || "{}!=~,\\\"'`".indexOf(c) >= 0;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }
}
