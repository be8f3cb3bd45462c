package dev.deadair.notify;

import dev.deadair.notify.HttpWire.Deadlines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Dns;

/**
 * Asks servers what they are, and tells them what to do, with the credentials, trust and proxy of
 * an access. An answer is bounded, and so is the time for it.
 */
public final class Inquiry {

  private final HttpWire wire;

  public Inquiry(Access access) {
    this.wire = new HttpWire(access, Deadlines.DEFAULT, Dns.SYSTEM);
  }

  /** What came back. */
  public sealed interface Reply {

    /** The body of a success, and the server's clock where it tells it. */
    record Said(String body, Optional<Instant> date) implements Reply {}

    /** No success; {@code why} is for people and has no secret in it. */
    record Unsaid(String why) implements Reply {}
  }

  /**
   * The answer of the server at {@code base} to a GET of {@code path}, which begins with a slash.
   */
  public Reply ask(URI base, String path) {
    try {
      return wire.read(Request.get(URI.create(root(base) + path)));
    } catch (UncheckedIOException e) {
      return new Reply.Unsaid("a secret cannot be read: " + e.getMessage());
    }
  }

  /** An answer of whatever status. */
  public record Whole(int status, String body) {}

  /**
   * What the server at {@code base} answers to a request with these headers, and with a body where
   * there is one.
   *
   * @throws IOException where there is no answer, or it is too long
   */
  public Whole exchange(
      URI base, String method, String path, Optional<String> json, Map<String, String> headers)
      throws IOException {
    try {
      var url = URI.create(root(base) + path);
      return wire.whole(method, new Request(url, json, List.of(), headers, 0));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String root(URI base) {
    var text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
