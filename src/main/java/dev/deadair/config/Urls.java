package dev.deadair.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Addresses that we connect to, or that a person follows, and what must be right about them. */
final class Urls {
  private Urls() {}

  /**
   * The base of a server's own paths: http or https and a host, nothing that is no address.
   *
   * @return without a slash at its end
   * @throws IllegalArgumentException what is wrong with it, worded to follow "x = y"
   */
  static URI base(String text) {
    var url = link(text);
    if (url.getRawQuery() != null) {
      throw new IllegalArgumentException("has a query (?…); leave it out");
    }
    if (url.getRawFragment() != null) {
      throw new IllegalArgumentException("has a fragment (#…); leave it out");
    }
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }

  /**
   * Somewhere a browser can go.
   *
   * @throws IllegalArgumentException what is wrong with it, worded to follow "x = y"
   */
  static URI link(String text) {
    var url = parse(text);
    var scheme = url.getScheme();
    if (scheme == null || (url.isOpaque() && !isHttp(scheme))) {
      throw new IllegalArgumentException("has no scheme; put http:// or https:// before it");
    }
    if (!isHttp(scheme)) {
      throw new IllegalArgumentException("has the scheme " + scheme + "; use http or https");
    }
    if (url.getRawAuthority() == null) {
      throw new IllegalArgumentException("has no host; use " + scheme + "://host:port");
    }
    if (url.getRawAuthority().contains("@")) {
      throw new IllegalArgumentException(
          "has a user name or password in it; leave them out, credentials belong into auth { … }");
    }
    if (url.getHost() == null) {
      // URI takes an authority it cannot read for somebody else's naming scheme.
      throw new IllegalArgumentException(
          "has no valid host and port; a host has letters, digits, dots and hyphens");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw new IllegalArgumentException("has no valid port; use one from 1 to 65535");
    }
    return url;
  }

  private static URI parse(String text) {
    if (text.matches("[\\w.-]+(:\\d+)?(/.*)?")) {
      throw new IllegalArgumentException("has no scheme; put http:// or https:// before it");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException notOne) {
      throw new IllegalArgumentException("is no URL; use http://host:port", notOne);
    }
  }

  private static boolean isHttp(String scheme) {
    return scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
  }

  static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /** The same text for two ways of writing one address. */
  static String canonical(URI url) {
    return (url.getScheme() + "://" + url.getHost()).toLowerCase(Locale.ROOT)
        + ":"
        + port(url)
        + url.normalize().getRawPath();
  }
}
