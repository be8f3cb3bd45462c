package dev.deadair.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A TCP port of a loopback address that the kernel chose and gives to nobody else until it is
 * closed.
 *
 * <p>The port is bound by a socket that never listens, so it refuses connections until a program
 * that sets {@code SO_REUSEADDR} (Go's servers, Netty and the JDK do) is told to listen on it, and
 * refuses them again once that program is dead. Linux allows this; see {@code ip(7)}.
 */
public final class Port implements AutoCloseable {
  private final Socket held = new Socket();

  public Port() {
    this("127.0.0.1", 0);
  }

  /** The port of that number on another loopback address. */
  Port(String host, int number) {
    try {
      held.setReuseAddress(true);
      held.bind(new InetSocketAddress(InetAddress.ofLiteral(host), number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int number() {
    return held.getLocalPort();
  }

  /** Address and port, as programs want to be told. */
  public String address() {
    return held.getLocalAddress().getHostAddress() + ":" + number();
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
