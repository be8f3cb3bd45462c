package dev.deadair.probe;

import dev.deadair.liveness.Moment;
import java.net.URI;
import java.util.Optional;

/**
 * Something that ought to answer whether or not the instances do: a receiver, a gateway.
 *
 * @param name by which its answers are known
 * @param url asked for its head; best without a path that has a meaning
 * @param proxy the HTTP proxy on the way to it; a user and password in it are used
 */
public record Control(String name, URI url, Optional<URI> proxy, Tls tls) {

  /**
   * Whether a control answered when it was asked.
   *
   * @param onLoopback it is on this machine, so it can only vouch for what is here too
   */
  public record Asked(String control, boolean onLoopback, boolean answered, Moment at) {}

  /** Without the proxy's password. */
  @Override
  public String toString() {
    return "control " + name;
  }
}
