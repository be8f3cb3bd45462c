package dev.deadair.probe;

import dev.deadair.liveness.InstanceId;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import java.net.URI;
import java.util.Optional;

/**
 * An instance as a look reaches it.
 *
 * @param base its URL, path prefix included: {@code http://prometheus5001:9090/ops}
 * @param addressee the host that requests name, where it is not that of the URL
 */
public record Target(InstanceId instance, URI base, Approach approach, Optional<String> addressee) {

  /** One that is addressed by the host of its URL. */
  public Target(InstanceId instance, URI base, Approach approach) {
    this(instance, base, approach, Optional.empty());
  }

  public Target {
    if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
      throw new IllegalArgumentException(instance + ": neither http nor https");
    }
    if (base.getHost() == null) {
      throw new IllegalArgumentException(instance + ": a URL without a host");
    }
  }

  /** The target of an instance that needs nothing beside its URL. */
  public static Target of(ExpectedInstance instance) {
    return new Target(instance.id(), instance.url().orElseThrow(), Approach.OPEN);
  }

  /** The proxy that each request names the target to; none where it opens a tunnel instead. */
  Optional<URI> forwarder() {
    return isTls() ? Optional.empty() : approach.proxy();
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

  /** Without what may be secret, and without what may stand before the host. */
  @Override
  public String toString() {
    return instance + " at " + host() + ":" + port();
  }
}
