package dev.deadair.alert;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression as Alertmanager reads it: Go's RE2 syntax, matched against the whole value.
 *
 * <p>What counts is only whether a value matches, so greediness and capturing fall away in the
 * translation to {@link Pattern}.
 */
final class GoRegex {

  /** What Java would take for something else or not at all, by Go's name. */
  private static final Map<String, String> POSIX =
      Map.ofEntries(
          Map.entry("alnum", "p{Alnum}"),
          Map.entry("alpha", "p{Alpha}"),
          Map.entry("ascii", "p{ASCII}"),
          Map.entry("blank", "p{Blank}"),
          Map.entry("cntrl", "p{Cntrl}"),
          Map.entry("digit", "p{Digit}"),
          Map.entry("graph", "p{Graph}"),
          Map.entry("lower", "p{Lower}"),
          Map.entry("print", "p{Print}"),
          Map.entry("punct", "p{Punct}"),
          Map.entry("space", "p{Space}"),
          Map.entry("upper", "p{Upper}"),
          Map.entry("word", "w"),
          Map.entry("xdigit", "p{XDigit}"));

  /** Escapes that mean the same in both languages. */
  private static final String SAME = "ABbDdSsWwafnrtz";

  /** More steps than any sane expression needs on a label; Java's matcher backtracks, RE2 not. */
  private static final int STEPS = 1_000_000;

  private final String source;
  private final Pattern pattern;

  /** Throws {@link IllegalArgumentException} where Go would not compile it, or we cannot. */
  GoRegex(String source) {
    this.source = source;
    try {
      pattern = Pattern.compile(new Translation(source).whole(), Pattern.UNIX_LINES);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' is no regular expression: %s".formatted(source, e.getDescription()), e);
    }
  }

  /** Whether it matches all of {@code value}; one that backtracks without end does not. */
  boolean matches(String value) {
    try {
      return pattern.matcher(new Bounded(value)).matches();
    } catch (Endless _) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GoRegex regex && regex.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }

  /** Says that an expression has been tried for too long. */
  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1;

    Endless() {
      super("a regular expression backtracks without end", null, false, false);
    }
  }

  /** A value that refuses to be read for ever. */
  private static final class Bounded implements CharSequence {
    private final String value;
    private int left = STEPS;

    Bounded(String value) {
      this.value = value;
    }

    @Override
    public char charAt(int index) {
      if (left-- <= 0) {
        throw new Endless();
      }
      return value.charAt(index);
    }

    @Override
    public int length() {
      return value.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return value.substring(start, end);
    }

    @Override
    public String toString() {
      return value;
    }
  }

  /** One reading of Go's syntax, from left to right. */
  private static final class Translation {
    private static final Pattern FLAGS = Pattern.compile("\\(\\?([imsU]*)(?:-([imsU]+))?([:)])");
    private static final Pattern NAMED = Pattern.compile("\\(\\?P?<\\w+>");
    private static final Pattern REPEAT = Pattern.compile("\\{\\d+(?:,\\d*)?}");
    private static final Pattern CLASS = Pattern.compile("\\[:(\\^?)(\\w+):]");
    private static final Pattern PROPERTY =
        Pattern.compile("\\\\([pP])(?:\\{(\\^?)(\\w+)}|([A-Z]))");

    private final String go;
    private final boolean byLine;
    private final StringBuilder java = new StringBuilder();
    private int at;

    Translation(String go) {
      this.go = go;
      this.byLine = Pattern.compile("\\(\\?[isU]*m").matcher(go).find();
    }

    String whole() {
      while (at < go.length()) {
        switch (go.charAt(at)) {
          case '\\' -> escape();
          case '(' -> open();
          case '[' -> characters();
          case '{' -> java.append(take(REPEAT).orElseGet(() -> literal()));
          case '}' -> java.append(literal());
          case '$' -> java.append(byLine ? "$" : "\\z").append(skip(1));
          case '*', '+', '?' -> quantifier();
          default -> java.append(go.charAt(at++));
        }
      }
      return java.toString();
    }

    /** After a quantifier {@code +} would be possessive in Java; Go has no such thing. */
    private void quantifier() {
      java.append(go.charAt(at++));
      if (at < go.length() && go.charAt(at) == '?') {
        java.append(go.charAt(at++));
      }
      if (at < go.length() && "*+?".indexOf(go.charAt(at)) >= 0) {
        throw refused("a repetition of a repetition");
      }
    }

    private void open() {
      if (!go.startsWith("(?", at)) {
        java.append(go.charAt(at++));
      } else if (take(NAMED).isPresent()) {
        java.append('(');
      } else {
        var flags = FLAGS.matcher(go).region(at, go.length());
        if (!flags.lookingAt()) {
          throw refused("a group that begins with (?");
        }
        at = flags.end();
        var off = flags.group(2) == null ? "" : "-" + inJava(flags.group(2));
        java.append("(?").append(inJava(flags.group(1))).append(off).append(flags.group(3));
      }
    }

    private static String inJava(String flags) {
      return flags.replace("U", "").replace("i", "iu");
    }

    private void escape() {
      var property = PROPERTY.matcher(go).region(at, go.length());
      if (go.startsWith("\\Q", at)) {
        var end = go.indexOf("\\E", at);
        java.append(Pattern.quote(go.substring(at + 2, end < 0 ? go.length() : end)));
        at = end < 0 ? go.length() : end + 2;
      } else if (property.lookingAt()) {
        at = property.end();
        var name = property.group(3) == null ? property.group(4) : property.group(3);
        var negated = property.group(1).equals("P") != "^".equals(property.group(2));
        java.append(negated ? "\\P{" : "\\p{").append(name.length() > 2 ? "Is" : "").append(name);
        java.append('}');
      } else if (at + 1 == go.length()) {
        throw refused("a backslash at the end");
      } else {
        var c = go.charAt(at + 1);
        at += 2;
        if (c == 'v') {
          java.append("\\x0B");
        } else if (c >= '0' && c <= '7') {
          java.append("\\0").append(c);
        } else if (c == 'x' || SAME.indexOf(c) >= 0 || (c < 128 && !isWord(c))) {
          java.append('\\').append(c);
        } else {
          throw refused("\\" + c);
        }
      }
    }

    private static boolean isWord(char c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }

    private void characters() {
      java.append(go.charAt(at++));
      if (go.startsWith("^", at)) {
        java.append(go.charAt(at++));
      }
      var first = true;
      while (at < go.length() && (first || go.charAt(at) != ']')) {
        first = false;
        var posix = CLASS.matcher(go).region(at, go.length());
        if (posix.lookingAt()) {
          at = posix.end();
          var name = Optional.ofNullable(POSIX.get(posix.group(2)));
          var known = name.orElseThrow(() -> refused(posix.group()));
          java.append('\\').append(posix.group(1).isEmpty() ? known : negated(known));
        } else if (go.charAt(at) == '\\') {
          escape();
        } else if ("[]&^".indexOf(go.charAt(at)) >= 0) {
          java.append(literal());
        } else {
          java.append(go.charAt(at++));
        }
      }
      if (at == go.length()) {
        throw refused("a [ that is not closed");
      }
      java.append(go.charAt(at++));
    }

    private static String negated(String posix) {
      return Character.toUpperCase(posix.charAt(0)) + posix.substring(1);
    }

    private String literal() {
      return "\\" + go.charAt(at++);
    }

    private String skip(int characters) {
      at += characters;
      return "";
    }

    private Optional<String> take(Pattern expected) {
      var found = expected.matcher(go).region(at, go.length());
      if (!found.lookingAt()) {
        return Optional.empty();
      }
      at = found.end();
      return Optional.of(found.group());
    }

    private IllegalArgumentException refused(String what) {
      return new IllegalArgumentException("'%s' has %s, which Go has not".formatted(go, what));
    }
  }
}
