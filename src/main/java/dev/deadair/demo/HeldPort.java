package dev.deadair.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A TCP port that nobody else is given until it is closed.
 *
 * <p>It is bound by a socket that never listens: it refuses connections until a server that sets
 * {@code SO_REUSEADDR}, as Netty does, listens on it, and refuses them again once that is gone.
 * Linux allows both to be bound ({@code socket(7)}).
 */
final class HeldPort implements AutoCloseable {
  private final Socket socket = new Socket();

  /**
   * Holds the port of {@code address}, or with port 0 one of the kernel's choice.
   *
   * @throws IOException when somebody else has it
   */
  HeldPort(InetSocketAddress address) throws IOException {
    try {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException e) {
      socket.close();
      throw new IOException(
          "cannot listen on %s:%d: %s"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  int number() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
