package dev.deadair.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/** Where the demo's board is served: held before the watcher starts, so that pages link to it. */
record BoardPort(HeldPort held, String host) implements AutoCloseable {

  /**
   * Holds the port of {@code address}; without one, {@code usual} on loopback or else any.
   *
   * @throws IOException when it is taken
   */
  static BoardPort hold(Optional<InetSocketAddress> address, int usual) throws IOException {
    if (address.isPresent()) {
      return hold(address.get());
    }
    var loopback = InetAddress.getLoopbackAddress().getHostAddress();
    try {
      return hold(InetSocketAddress.createUnresolved(loopback, usual));
    } catch (IOException _) {
      return hold(InetSocketAddress.createUnresolved(loopback, 0));
    }
  }

  private static BoardPort hold(InetSocketAddress address) throws IOException {
    var host = address.getHostString();
    return new BoardPort(new HeldPort(new InetSocketAddress(host, address.getPort())), host);
  }

  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved(host, held.number());
  }

  /** How a browser on this machine reaches it. */
  URI url() {
    var reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "[::]" -> "[::1]";
          default -> host;
        };
    return URI.create("http://" + reachable + ":" + held.number() + "/");
  }

  @Override
  public void close() {
    held.close();
  }
}
