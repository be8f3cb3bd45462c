package dev.deadair.probe;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How TLS differs from its defaults; all files are PEM.
 *
 * @param authorities whose certificates are trusted; empty for the machine's
 * @param identity our certificate and its key, where the server wants one
 * @param serverName expected in the certificate, and asked for, in place of the URL's host
 */
public record Tls(
    Optional<Path> authorities, Optional<Identity> identity, Optional<String> serverName) {

  public static final Tls DEFAULT = new Tls(Optional.empty(), Optional.empty(), Optional.empty());

  /** A certificate and its key. */
  public record Identity(Path certificate, Path key) {}
}
