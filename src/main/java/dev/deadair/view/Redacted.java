package dev.deadair.view;

import java.util.regex.Pattern;

/** What may be shown of a text that names a place. */
final class Redacted {

  private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/?#]*@");

  private Redacted() {}

  /** {@code text} without the user and password that a URL may carry. */
  static String url(String text) {
    return USER_INFO.matcher(text).replaceFirst("");
  }
}
