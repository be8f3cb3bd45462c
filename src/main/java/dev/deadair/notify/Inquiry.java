package dev.deadair.notify;

import dev.deadair.notify.HttpWire.Deadlines;
import java.io.UncheckedIOException;
import java.net.URI;
import okhttp3.Dns;

/**
 * Asks servers what they are, with the credentials, trust and proxy of an access. An answer is
 * bounded, and so is the time for it.
 */
public final class Inquiry {

  private final HttpWire wire;

  public Inquiry(Access access) {
    this.wire = new HttpWire(access, Deadlines.DEFAULT, Dns.SYSTEM);
  }

  /** What came back. */
  public sealed interface Reply {

    /** The body of a success. */
    record Said(String body) implements Reply {}

    /** No success; {@code why} is for people and has no secret in it. */
    record Unsaid(String why) implements Reply {}
  }

  /**
   * The answer of the server at {@code base} to a GET of {@code path}, which begins with a slash.
   */
  public Reply ask(URI base, String path) {
    var text = base.toString();
    var root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    try {
      return wire.read(Request.get(URI.create(root + path)));
    } catch (UncheckedIOException e) {
      return new Reply.Unsaid("a secret cannot be read: " + e.getMessage());
    }
  }
}
