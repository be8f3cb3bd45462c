package dev.deadair.probe;

import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * An instance as a look reaches it.
 *
 * @param base its URL, path prefix included: {@code http://prometheus5001:9090/ops}
 * @param headers sent with every request; their values may be secret
 */
public record Target(
    InstanceId instance, URI base, Map<String, String> headers, Compression compression) {

  /** What we ask the server to do with its answer: gzip costs both sides more than a LAN does. */
  public enum Compression {
    IDENTITY,
    GZIP;

    String coding() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Target {
    headers = Map.copyOf(headers);
    if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
      throw new IllegalArgumentException(instance + ": neither http nor https");
    }
    if (base.getHost() == null) {
      throw new IllegalArgumentException(instance + ": a URL without a host");
    }
  }

  /** The target of an instance that needs nothing beside its URL. */
  public static Target of(ExpectedInstance instance) {
    return new Target(instance.id(), instance.url(), Map.of(), Compression.IDENTITY);
  }

  /** The path on its server at which the endpoint is. */
  String path(Endpoint endpoint) {
    var prefix = base.getRawPath();
    return (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix)
        + endpoint.path();
  }

  boolean isTls() {
    return "https".equals(base.getScheme());
  }

  /** The name or address of its server, an IPv6 address without brackets. */
  String host() {
    return Address.host(base);
  }

  int port() {
    return Address.port(base);
  }

  /** Without the headers, and without what may stand before the host. */
  @Override
  public String toString() {
    return instance + " at " + host() + ":" + port();
  }
}
