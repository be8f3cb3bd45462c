package dev.deadair.probe;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What it takes to be let in at an instance, and how it is to answer.
 *
 * @param proxy the HTTP proxy on the way to it; a user and password in it are used
 * @param headers sent with every request; their values may be secret
 */
public record Approach(
    Auth auth, Tls tls, Optional<URI> proxy, Map<String, String> headers, Compression compression) {

  /** Nothing but the address. */
  public static final Approach OPEN =
      new Approach(new Auth.None(), Tls.DEFAULT, Optional.empty(), Map.of(), Compression.IDENTITY);

  public Approach {
    headers = Map.copyOf(headers);
  }

  /** This approach to a server that is called so, unless it is told what its certificate says. */
  public Approach calling(String name) {
    var called =
        new Tls(tls.authorities(), tls.identity(), tls.serverName().or(() -> Optional.of(name)));
    return new Approach(auth, called, proxy, headers, compression);
  }

  /**
   * Who we say we are. A secret is asked for at each request, on an event loop: it must not block,
   * and where it cannot be had it throws {@link java.io.UncheckedIOException}, whose message is
   * shown.
   */
  public sealed interface Auth {
    record None() implements Auth {}

    record Basic(String user, Supplier<String> password) implements Auth {}

    record Bearer(Supplier<String> token) implements Auth {}
  }

  /** What we ask the server to do with its answer: gzip costs both sides more than a LAN does. */
  public enum Compression {
    IDENTITY,
    GZIP;

    String coding() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Without the values of headers, and without the proxy's user and password. */
  @Override
  public String toString() {
    return "Approach[%s, %s, proxy=%s, headers=%s, %s]"
        .formatted(auth, tls, proxy.map(Address::host), headers.keySet(), compression);
  }
}
