package dev.deadair.notify;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What it takes to be let in at a receiver: credentials, trust, a way through a proxy. */
public record Access(Auth auth, Tls tls, Optional<HttpProxy> proxy) {

  public static final Access OPEN = new Access(new Auth.None(), Tls.DEFAULT, Optional.empty());

  /** Who we say we are; secrets are read at each send. */
  public sealed interface Auth {
    record None() implements Auth {}

    record Basic(String user, Supplier<String> password) implements Auth {}

    record Bearer(Supplier<String> token) implements Auth {}
  }

  /**
   * Whom we trust and how we prove ourselves. The PEM files are read again whenever they change.
   *
   * @param authorities trusted in place of the machine's own
   * @param serverName expected in the certificate, and asked for, in place of the URL's host
   */
  public record Tls(
      Optional<Path> authorities, Optional<Client> client, Optional<String> serverName) {

    public static final Tls DEFAULT = new Tls(Optional.empty(), Optional.empty(), Optional.empty());

    /** A certificate with its chain, and the key that belongs to it. */
    public record Client(Path certificate, Path key) {}
  }

  /** A forward proxy over plain HTTP; its credentials show nowhere. */
  public record HttpProxy(String host, int port, Optional<Credentials> credentials) {

    /** From {@code http://[user:password@]host[:port]}. */
    public static HttpProxy of(URI url) {
      if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
        throw new IllegalArgumentException("a proxy needs a URL of the form http://host:port");
      }
      return new HttpProxy(
          url.getHost(),
          url.getPort() < 0 ? 80 : url.getPort(),
          Optional.ofNullable(url.getUserInfo()).map(Credentials::of));
    }
  }

  /** A user and a password that never print. */
  public record Credentials(String user, String password) {

    static Credentials of(String userInfo) {
      var colon = userInfo.indexOf(':');
      return colon < 0
          ? new Credentials(userInfo, "")
          : new Credentials(userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }

    @Override
    public String toString() {
      return "***";
    }
  }
}
