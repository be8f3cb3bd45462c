package dev.deadair.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** What stands between the double quotes of a Go string literal, and the text it is. */
record GoText(String source) {

  /** Throws {@link IllegalArgumentException} for an escape that Go has not. */
  String text() {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < source.length(); ) {
      var c = source.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
        continue;
      }
      var escape = i < source.length() ? source.charAt(i++) : ' ';
      switch (escape) {
        case 'a' -> bytes.write(7);
        case 'b' -> bytes.write('\b');
        case 'f' -> bytes.write('\f');
        case 'n' -> bytes.write('\n');
        case 'r' -> bytes.write('\r');
        case 't' -> bytes.write('\t');
        case 'v' -> bytes.write(11);
        case '\\', '"' -> bytes.write(escape);
        case 'x' -> bytes.write(number(i, i += 2, 16));
        case 'u' -> bytes.writeBytes(Character.toString(number(i, i += 4, 16)).getBytes(UTF_8));
        case 'U' -> bytes.writeBytes(Character.toString(number(i, i += 8, 16)).getBytes(UTF_8));
        case '0', '1', '2', '3' -> bytes.write(number(i - 1, i += 2, 8));
        default -> throw new IllegalArgumentException("no escape of Go: \\" + escape);
      }
    }
    return bytes.toString(UTF_8);
  }

  private int number(int from, int to, int radix) {
    if (to > source.length()) {
      throw new IllegalArgumentException("an escape breaks off");
    }
    return Integer.parseInt(source, from, to, radix);
  }
}
