package dev.deadair.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deadair.probe.Wanted.Metric;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in a line, and the token last read there: a name, a quoted text.
 *
 * <p>What reads a token says whether there was one. If so the cursor stands behind it.
 */
final class LineCursor {

  private static final boolean[] IN_NAME = new boolean[256];

  static {
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:"
        .chars()
        .forEach(c -> IN_NAME[c] = true);
  }

  private byte[] line = {};
  private int at;
  private int end;

  /** The line itself, or a copy of a piece of it where there were escapes to undo. */
  private byte[] token = line;

  private int tokenFrom;
  private int tokenTo;

  /** Goes to the start of the line that fills the range. */
  void start(byte[] bytes, int from, int to) {
    line = bytes;
    at = from;
    end = to;
  }

  boolean isAtEnd() {
    return at == end;
  }

  boolean isAt(char c) {
    return at < end && line[at] == c;
  }

  /** A carriage return is a blank too: lines may end in CRLF. */
  boolean isAtBlank() {
    return isAt(' ') || isAt('\t') || isAt('\r');
  }

  void skipBlanks() {
    while (isAtBlank()) {
      at++;
    }
  }

  /** Passes this character, if it is the next one. */
  boolean take(char c) {
    boolean there = isAt(c);
    if (there) {
      at++;
    }
    return there;
  }

  /** Reads a metric's or a label's name without quotes. */
  boolean name() {
    int to = at;
    while (to < end && IN_NAME[line[to] & 0xff]) {
      to++;
    }
    if (to == at || Character.isDigit(line[at])) {
      return false;
    }
    token = line;
    tokenFrom = at;
    tokenTo = to;
    at = to;
    return true;
  }

  /** Reads text in quotes; the token is what they enclose, its escapes undone. */
  boolean quoted() {
    if (!isAt('"')) {
      return false;
    }
    boolean escaped = false;
    int to = at + 1;
    while (to < end && line[to] != '"') {
      boolean escape = line[to] == '\\';
      escaped |= escape;
      to += escape ? 2 : 1;
    }
    if (to >= end) {
      return false;
    }
    token = line;
    tokenFrom = at + 1;
    tokenTo = to;
    at = to + 1;
    if (escaped) {
      undoEscapes();
    }
    return true;
  }

  private void undoEscapes() {
    var plain = Arrays.copyOfRange(token, tokenFrom, tokenTo);
    int length = 0;
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == '\\') {
        i++;
        // Any other escape than these three stands for itself, backslash and all.
        switch (plain[i]) {
          case '\\', '"' -> {}
          case 'n' -> plain[i] = '\n';
          default -> plain[length++] = '\\';
        }
      }
      plain[length++] = plain[i];
    }
    token = plain;
    tokenFrom = 0;
    tokenTo = length;
  }

  /** Reads the number that stands before the next blank, or null if something else does. */
  @Nullable Double number() {
    int from = at;
    while (at < end && !isAtBlank()) {
      at++;
    }
    return GoFloat.parse(line, from, at);
  }

  /** The metric of the token's name, or null if it is not wanted. */
  @Nullable Metric metric(Wanted wanted) {
    return wanted.find(token, tokenFrom, tokenTo);
  }

  /** The label of the token's name, or null if it is not kept of the metric. */
  @Nullable String label(Metric metric) {
    return metric.find(token, tokenFrom, tokenTo);
  }

  String text() {
    return new String(token, tokenFrom, tokenTo - tokenFrom, UTF_8);
  }
}
