package dev.deadair.lint;

import dev.deadair.alert.Matcher;
import dev.deadair.alert.Matcher.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one line of matchers as Alertmanager does: by its classic parser and, where that refuses,
 * by the one for UTF-8 (0.27 and later). Where both understand a line, the classic one counts.
 */
final class MatcherReader {

  private static final Pattern CLASSIC =
      Pattern.compile(
          "\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*(.*?)\\s*", Pattern.DOTALL);

  private MatcherReader() {}

  /**
   * Throws {@link IllegalArgumentException}, with the classic parser's reason, where both refuse.
   */
  static List<Matcher> read(String line) {
    try {
      return classic(line);
    } catch (IllegalArgumentException e) {
      try {
        return new Utf8(line).matchers();
      } catch (IllegalArgumentException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
  }

  private static List<Matcher> classic(String line) {
    var inner = line.startsWith("{") ? line.substring(1) : line;
    inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
    var matchers = new ArrayList<Matcher>();
    for (var token : tokens(inner)) {
      var found = CLASSIC.matcher(token);
      if (!found.matches()) {
        throw new IllegalArgumentException("'%s' is no matcher".formatted(token.strip()));
      }
      matchers.add(Matcher.of(found.group(1), op(found.group(2)), unescaped(found.group(3))));
    }
    return matchers;
  }

  /** The parts between commas that stand in no quotes; a last one that is empty is none. */
  private static List<String> tokens(String text) {
    var tokens = new ArrayList<String>();
    var token = new StringBuilder();
    var quoted = false;
    var escaped = false;
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == ',' && !quoted) {
        tokens.add(token.toString());
        token.setLength(0);
        escaped = false;
        continue;
      }
      if (c == '"' && !escaped) {
        quoted = !quoted;
      }
      escaped = c == '\\' && !escaped;
      token.append(c);
    }
    if (!token.toString().isBlank()) {
      tokens.add(token.toString());
    }
    return tokens;
  }

  private static String unescaped(String raw) {
    var quoted = raw.startsWith("\"");
    var text = quoted ? raw.substring(1) : raw;
    var value = new StringBuilder();
    var closed = !quoted;
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '\\' && i < text.length() - 1) {
        var next = text.charAt(++i);
        switch (next) {
          case 'n' -> value.append('\n');
          case '"', '\\' -> value.append(next);
          default -> value.append(c).append(next);
        }
      } else if (c == '"') {
        if (closed || i < text.length() - 1) {
          throw new IllegalArgumentException("%s has a quote within".formatted(raw));
        }
        closed = true;
      } else {
        value.append(c);
      }
    }
    if (!closed) {
      throw new IllegalArgumentException("%s is not closed".formatted(raw));
    }
    return value.toString();
  }

  private static Op op(String sign) {
    for (var op : Op.values()) {
      if (op.sign().equals(sign)) {
        return op;
      }
    }
    throw new IllegalArgumentException(sign);
  }

  /** The parser for UTF-8: names and values are bare words or quoted as in Go. */
  private static final class Utf8 {
    private static final Pattern SIGN = Pattern.compile("=~|!~|!=|=");
    private static final Pattern BARE = Pattern.compile("[^\\s{}!=~,\\\\\"'`]+");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    private final String line;
    private int at;

    Utf8(String line) {
      this.line = line;
    }

    List<Matcher> matchers() {
      var matchers = new ArrayList<Matcher>();
      var braces = take("{");
      while (!isAtEnd() && !isAt("}")) {
        var label = word();
        var sign = found(SIGN).orElseThrow(() -> refused("no operator"));
        matchers.add(Matcher.of(label, op(sign), word()));
        if (!take(",") && !isAtEnd() && !isAt("}")) {
          throw refused("no comma");
        }
      }
      if (braces != take("}")) {
        throw refused("a brace without the other");
      }
      if (!isAtEnd()) {
        throw refused("more behind it");
      }
      return matchers;
    }

    private String word() {
      return found(QUOTED)
          .map(quoted -> new GoText(quoted.substring(1, quoted.length() - 1)).text())
          .or(() -> found(BARE))
          .orElseThrow(() -> refused("no word"));
    }

    private boolean take(String sign) {
      var there = isAt(sign);
      at += there ? sign.length() : 0;
      return there;
    }

    private boolean isAt(String sign) {
      skipSpace();
      return line.startsWith(sign, at);
    }

    private boolean isAtEnd() {
      skipSpace();
      return at == line.length();
    }

    private Optional<String> found(Pattern pattern) {
      skipSpace();
      var found = pattern.matcher(line).region(at, line.length());
      if (!found.lookingAt()) {
        return Optional.empty();
      }
      at = found.end();
      return Optional.of(found.group());
    }

    private void skipSpace() {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
    }

    private IllegalArgumentException refused(String what) {
      return new IllegalArgumentException("'%s' has %s at %d".formatted(line, what, at + 1));
    }
  }
}
