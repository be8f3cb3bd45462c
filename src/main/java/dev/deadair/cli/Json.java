package dev.deadair.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON out of maps, lists, text, numbers and truth values, indented for people. */
final class Json {
  private final StringBuilder text = new StringBuilder();

  private Json() {}

  static String of(Object value) {
    var json = new Json();
    json.write(value, "\n");
    return json.text.toString();
  }

  private void write(@Nullable Object value, String newline) {
    if (value == null) {
      text.append("null");
      return;
    }
    switch (value) {
      case Map<?, ?> map -> writeAll('{', map.entrySet().iterator(), '}', newline);
      case List<?> list -> writeAll('[', list.iterator(), ']', newline);
      case Map.Entry<?, ?> entry -> {
        quote(entry.getKey().toString());
        text.append(": ");
        write(entry.getValue(), newline);
      }
      case Number number -> text.append(number);
      case Boolean truth -> text.append(truth);
      default -> quote(value.toString());
    }
  }

  private void writeAll(char open, Iterator<?> elements, char close, String newline) {
    text.append(open);
    var empty = !elements.hasNext();
    while (elements.hasNext()) {
      text.append(newline).append("  ");
      write(elements.next(), newline + "  ");
      text.append(elements.hasNext() ? "," : "");
    }
    text.append(empty ? "" : newline).append(close);
  }

  private void quote(String string) {
    text.append('"');
    for (var i = 0; i < string.length(); i++) {
      var c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    text.append('"');
  }
}
