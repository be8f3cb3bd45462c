package dev.deadair.web;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A small picture of a state, for pages of others: a name, a word and its colour. It is made of
 * attributes alone, since a style of its own would be against our policy.
 */
final class Badge {

  private static final Map<String, String> COLOURS =
      Map.of(
          "producing", "#0a7a4e",
          "stalled", "#9a5b00",
          "absent", "#bd1530");
  private static final String GREY = "#5a6478";

  /** Controls, what turns the direction of writing, and halves of characters. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");

  private static final int LONGEST = 32;
  private static final int LETTER = 7;
  private static final int PADDING = 8;

  private Badge() {}

  /**
   * The badge as SVG.
   *
   * @param state the lower-case word that its colour follows
   * @param words what it says
   */
  static String of(String name, String state, String words) {
    var left = shortened(name);
    var leftWidth = width(left);
    var width = leftWidth + width(words);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s: %3$s">
    <title>%2$s: %3$s</title>
    <rect width="%1$d" height="20" rx="4" fill="#2b313d"/>
    <path d="M%4$d 0h%5$dv20h-%5$dz" fill="%6$s"/>
    <rect x="%7$d" width="8" height="20" rx="4" fill="%6$s"/>
    <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
    <text x="%8$d" y="14" textLength="%9$d" lengthAdjust="spacingAndGlyphs">%2$s</text>
    <text x="%10$d" y="14" textLength="%11$d" lengthAdjust="spacingAndGlyphs">%3$s</text>
    </g>
    </svg>
    """
        .formatted(
            width,
            escaped(left),
            escaped(words),
            leftWidth,
            width - leftWidth - 4,
            COLOURS.getOrDefault(state, GREY),
            width - 8,
            PADDING,
            length(left),
            leftWidth + PADDING,
            length(words));
  }

  private static String shortened(String name) {
    var fit = UNFIT.matcher(name).replaceAll("");
    return fit.codePointCount(0, fit.length()) <= LONGEST
        ? fit
        : fit.substring(0, fit.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  private static int length(String text) {
    return Math.max(1, text.codePointCount(0, text.length())) * LETTER;
  }

  private static int width(String text) {
    return length(text) + 2 * PADDING;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
