package dev.deadair.notify;

import dev.deadair.alert.Page;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a page sends its reader, as far as a browser should follow. */
final class Links {

  private Links() {}

  /** The page's links by what to call them, in the order in which they help. */
  static Map<String, URI> of(Page page) {
    var links = new LinkedHashMap<String, URI>();
    annotation(page, "runbook_url").ifPresent(url -> links.put("Runbook", url));
    annotation(page, "dashboard_url").ifPresent(url -> links.put("Dashboard", url));
    page.board().filter(Links::isWeb).ifPresent(url -> links.put("Board", url));
    return links;
  }

  /** Receivers show what they are given, {@code javascript:} included. */
  static boolean isWeb(URI url) {
    var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https")) && url.getHost() != null;
  }

  private static Optional<URI> annotation(Page page, String name) {
    try {
      return Optional.ofNullable(page.annotations().get(name))
          .map(URI::create)
          .filter(Links::isWeb);
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // no link is better than no page
    }
  }
}
