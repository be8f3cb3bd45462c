package dev.deadair.liveness;

import java.util.regex.Pattern;

/** What may be shown, and kept, of a text that names places. */
public final class Redacted {

  private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/?#\\s\"]*@");

  private static final Pattern QUERY = Pattern.compile("[?#].*");

  private Redacted() {}

  /** {@code text} without the user and password that each URL in it may carry. */
  public static String urls(String text) {
    return USER_INFO.matcher(text).replaceAll("");
  }

  /** Where {@code url} leads, without its query too: there may be a token in it. */
  public static String place(String url) {
    return QUERY.matcher(urls(url)).replaceFirst("");
  }
}
