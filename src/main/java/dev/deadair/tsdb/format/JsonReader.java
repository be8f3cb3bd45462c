package dev.deadair.tsdb.format;

import dev.deadair.tsdb.format.JsonValue.Elements;
import dev.deadair.tsdb.format.JsonValue.Member;
import dev.deadair.tsdb.format.JsonValue.Members;
import dev.deadair.tsdb.format.JsonValue.Null;
import dev.deadair.tsdb.format.JsonValue.Numeral;
import dev.deadair.tsdb.format.JsonValue.Text;
import dev.deadair.tsdb.format.JsonValue.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads JSON, no laxer and no stricter than {@code encoding/json} of Go. */
final class JsonReader {
  /** Deeper than any meta.json, and no danger to the stack. */
  private static final int DEEPEST = 200;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The one value that is the text, or nothing if it is not JSON. */
  static Optional<JsonValue> read(String text) {
    try {
      var reader = new JsonReader(text);
      var value = reader.value();
      reader.space();
      return reader.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (Malformed _) {
      return Optional.empty();
    }
  }

  /** Leaves the reader at once, from any depth. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed() {
      super(null, null, false, false);
    }
  }

  private JsonValue value() {
    space();
    if (++depth > DEEPEST) {
      throw new Malformed();
    }
    var value =
        switch (peek()) {
          case '{' -> new Members(members());
          case '[' -> new Elements(elements());
          case '"' -> new Text(string());
          case 't' -> word("true", new Truth(true));
          case 'f' -> word("false", new Truth(false));
          case 'n' -> word("null", new Null());
          default -> number();
        };
    depth--;
    return value;
  }

  private List<Member> members() {
    var members = new ArrayList<Member>();
    take('{');
    space();
    while (peek() != '}') {
      if (!members.isEmpty()) {
        take(',');
        space();
      }
      var name = string();
      space();
      take(':');
      members.add(new Member(name, value()));
      space();
    }
    take('}');
    return members;
  }

  private List<JsonValue> elements() {
    var elements = new ArrayList<JsonValue>();
    take('[');
    space();
    while (peek() != ']') {
      if (!elements.isEmpty()) {
        take(',');
      }
      elements.add(value());
      space();
    }
    take(']');
    return elements;
  }

  private String string() {
    var string = new StringBuilder();
    take('"');
    while (peek() != '"') {
      var next = text.charAt(at++);
      if (next < ' ') {
        throw new Malformed();
      }
      string.append(next == '\\' ? escaped() : next);
    }
    take('"');
    return string.toString();
  }

  private char escaped() {
    var kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new Malformed();
    };
  }

  private char unicode() {
    var value = 0;
    for (var i = 0; i < 4; i++) {
      var digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw new Malformed();
      }
      value = (value << 4) | digit;
      at++;
    }
    return (char) value;
  }

  private JsonValue word(String word, JsonValue value) {
    if (!text.startsWith(word, at)) {
      throw new Malformed();
    }
    at += word.length();
    return value;
  }

  private JsonValue number() {
    var from = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    var number = text.substring(from, at);
    if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw new Malformed();
    }
    return new Numeral(number);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw new Malformed();
    }
    return text.charAt(at);
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw new Malformed();
    }
    at++;
  }
}
