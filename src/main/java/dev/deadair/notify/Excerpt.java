package dev.deadair.notify;

import java.util.List;

/** The beginning of a text that is too long, cut between characters and never within one. */
final class Excerpt {

  private static final String CUT = "…";
  private static final int LINE = 200;

  private Excerpt() {}

  /** At most {@code limit} chars, the mark of the cut included; so no more code points either. */
  static String ofChars(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    var end = limit - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  /** At most {@code limit} bytes of UTF-8, the mark of the cut included. */
  static String ofBytes(String text, int limit) {
    if (Json.bytes(text) <= limit) {
      return text;
    }
    var end = 0;
    var left = limit - Json.bytes(CUT);
    while (left > 0) {
      var point = text.codePointAt(end);
      left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      end = left < 0 ? end : end + Character.charCount(point);
    }
    return text.substring(0, end) + CUT;
  }

  /**
   * What a log can quote of a foreign text: one short line that shows none of {@code secrets}, and
   * does not end the quotation.
   */
  static String quoted(String text, List<String> secrets) {
    var shown = text;
    for (var secret : secrets) {
      shown = secret.isEmpty() ? shown : shown.replace(secret, "***");
    }
    return ofChars(
        shown.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").replace('"', '\'').strip(), LINE);
  }
}
