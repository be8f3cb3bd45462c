package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number as expositions write it: what Go's {@code strconv.ParseFloat} reads, but no hexadecimal
 * and no underscores (Prometheus refuses both, {@code model/textparse/promparse.go}).
 */
final class GoFloat {

  private final byte[] bytes;
  private final int to;
  private int at;

  private GoFloat(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  /** The number that fills the range, or null if anything else does. */
  static @Nullable Double parse(byte[] bytes, int from, int to) {
    var text = new String(bytes, from, to - from, ISO_8859_1);
    // Java's own parser takes "1d", "0x1p3" and " 1" too, hence the look beforehand.
    if (new GoFloat(bytes, from, to).isDecimal()) {
      return Double.valueOf(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  /** {@code [+-] digits [. digits] [e [+-] digits]}, with a digit before or after the point. */
  private boolean isDecimal() {
    sign();
    int digits = digits();
    if (take('.')) {
      digits += digits();
    }
    if (digits == 0) {
      return false;
    }
    if (take('e') || take('E')) {
      sign();
      if (digits() == 0) {
        return false;
      }
    }
    return at == to;
  }

  private void sign() {
    if (!take('+')) {
      take('-');
    }
  }

  private int digits() {
    int first = at;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - first;
  }

  private boolean take(char wanted) {
    boolean there = at < to && bytes[at] == wanted;
    if (there) {
      at++;
    }
    return there;
  }
}
