package dev.deadair.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a connection to a server needs beyond the address it goes to.
 *
 * @param proxy plain HTTP, by which the server is reached; empty for a direct connection
 * @param headers sent with every request; their values may be secret
 * @param gzip whether we ask for compressed answers
 */
public record Connection(
    Optional<Credentials> credentials,
    Optional<Tls> tls,
    Optional<URI> proxy,
    Map<String, String> headers,
    boolean gzip) {

  /** Nothing but the address. */
  public static final Connection PLAIN =
      new Connection(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false);

  public Connection {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  @Override
  public String toString() {
    return "Connection[credentials=%s, tls=%s, proxy=%s, headers=%s, gzip=%s]"
        .formatted(credentials, tls, proxy, headers.keySet(), gzip);
  }

  /** How we show who we are. */
  public sealed interface Credentials {

    /** HTTP's Basic scheme. */
    record Basic(String user, Secret password) implements Credentials {}

    /** A token in HTTP's Bearer scheme. */
    record Bearer(Secret token) implements Credentials {}
  }

  /**
   * How TLS differs from its defaults; all files are PEM.
   *
   * @param ca trusted instead of the machine's own authorities
   * @param serverName expected in the certificate, and asked for by SNI, instead of the URL's host
   */
  public record Tls(
      Optional<Path> ca, Optional<ClientCertificate> client, Optional<String> serverName) {}

  /** A certificate and its private key (PKCS #8), by which we show who we are. */
  public record ClientCertificate(Path certificate, Path key) {}
}
